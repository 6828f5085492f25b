import { fileURLToPath } from 'node:url';

/**
 * Folder with the workflows that come with this package, made to be measured: `simple.yml`, `medium.yml`, `complex.yml`, `parallel-jobs.yml`,
 * `data-processing.yml`, `fan-out.yml`.
 *
 * @example await createSimulator({ clock: systemClock(), workflowsDir: workflowsUnderTest });
 */
export const workflowsUnderTest: string = fileURLToPath(new URL('../../workflows-under-test/', import.meta.url));
