/** The path of a browser, or undefined. Throws a sentence when VIEWFINDER_BROWSER names a file that is not there. */
export function findBrowser(): string | undefined;
