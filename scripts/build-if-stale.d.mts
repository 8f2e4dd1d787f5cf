/** Builds dist/main if it is missing or older than its sources. */
export function ensureHost(): Promise<void>;
/** Builds dist/renderer if it is missing or older than its sources. */
export function ensureRenderer(): Promise<void>;
