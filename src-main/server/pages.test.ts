import { expect, it } from 'vitest';
import { noticeKinds, noticePage, preferredLanguage } from './pages.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9,zh;q=0.8', 'en'],
  ['fr, zh-TW;q=0.7, en;q=0.3', 'zh'],
  ['de', 'en'],
  ['zh;q=0', 'en'],
])('a browser that accepts %j gets pages in %s', (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});

it('every page has its code, and text in the language that it declares', () => {
  for (const kind of noticeKinds) {
    const chinese = noticePage(kind, 'zh-CN');
    expect(chinese).toContain('lang="zh"');
    expect(chinese).toMatch(/<p>[^<]*\p{Script=Han}[^<]*<\/p><p>[^<]*\p{Script=Han}/u);
    expect(chinese).toContain(`<small>${kind}</small>`);
    expect(noticePage(kind, 'en')).not.toMatch(/\p{Script=Han}/u);
  }
});
