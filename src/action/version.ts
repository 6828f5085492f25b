/** Version of this package. Written here, because the bundle travels without its package.json; a test compares the two. */
export const VERSION = '0.1.0';
