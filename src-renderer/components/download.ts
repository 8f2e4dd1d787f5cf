/** Lets the browser save a file in its folder of downloads. */
export function download(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has its own reference to the data once the click is done.
  URL.revokeObjectURL(url);
}
