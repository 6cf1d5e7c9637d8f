/**
 * Goes up with every change after which some run ends in another state. A link names the version that it was
 * made with: under the same one it replays exactly, under a later one the page says so where the end differs.
 */
export const ENGINE_VERSION = 3;
