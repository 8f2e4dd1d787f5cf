/** Address of the guide, relative to the page. */
export function guideAddress(language: 'en' | 'zh'): string {
  return `guide/${language}/index.html`;
}
