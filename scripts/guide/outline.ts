// The order of the guide: what the navigation shows. A page is docs/guide/LANGUAGE/NAME.md; its title is its first heading.

export const languages = ['en', 'zh'] as const;
export type Language = (typeof languages)[number];

export interface OutlineGroup {
  readonly title: Readonly<Record<Language, string>>;
  readonly pages: readonly string[];
}

export const outline: readonly OutlineGroup[] = [
  {
    title: { en: 'Start', zh: '入门' },
    pages: ['index', 'installing', 'first-minute', 'first-camera', 'boards', 'openmv-ide'],
  },
  {
    title: { en: 'Workbench', zh: '工作台' },
    pages: ['editor', 'preview', 'terminal', 'channels', 'profiler', 'simulated-camera', 'settings'],
  },
  {
    title: { en: 'Command line', zh: '命令行' },
    pages: ['command-line', 'remote'],
  },
  {
    title: { en: 'Help', zh: '帮助' },
    pages: ['troubleshooting', 'permissions', 'limits'],
  },
  {
    title: { en: 'Reference', zh: '参考' },
    pages: ['shortcuts', 'glossary', 'messages'],
  },
];

/** Pages in reading order. */
export const pageNames: readonly string[] = outline.flatMap(({ pages }) => pages);

/** Words of the site itself. */
export const siteWords = {
  en: {
    site: 'Viewfinder guide',
    search: 'Search the guide',
    noResults: 'No results',
    onThisPage: 'On this page',
    previous: 'Previous',
    next: 'Next',
    pages: 'Pages',
    theme: 'Switch between light and dark',
    other: '中文',
    link: 'Link to this heading',
    skip: 'Skip to the text',
    enlarge: 'Enlarge',
  },
  zh: {
    site: 'Viewfinder 使用文档',
    search: '搜索文档',
    noResults: '无结果',
    onThisPage: '本页目录',
    previous: '上一页',
    next: '下一页',
    pages: '目录',
    theme: '切换浅色与深色',
    other: 'English',
    link: '本标题的链接',
    skip: '跳到正文',
    enlarge: '放大',
  },
} as const satisfies Record<Language, Record<string, string>>;
