export function guideFiles(docsFolder: string): Map<string, string | Uint8Array>;
