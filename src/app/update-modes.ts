/** When this run's values are added to the baseline. */
export const UPDATE_MODES = ['auto', 'never', 'always'] as const;
export type UpdateMode = (typeof UPDATE_MODES)[number];
