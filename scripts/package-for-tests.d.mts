export function packageInto(folder: string): Promise<string>;
export function extractApp(packaged: string, target: string): string;
