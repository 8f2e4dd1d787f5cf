/** Offers a text as a file to save. */
export function saveText(text: string, name: string, type: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  // The download has its own hold on the data once the click is done.
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
