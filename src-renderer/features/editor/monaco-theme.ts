// The editor's colours, taken from the tokens so that it looks like the rest. Its syntax colours are its own: each
// keeps a contrast of at least 4.5:1 on the panel's ground.

import type { Theme } from '../../state/settings.ts';
import { monaco } from './monaco.ts';

const syntax: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  dark: {
    '': 'e6e9ee',
    comment: '8f9bb0',
    keyword: 'c99bf5',
    string: '8fd19a',
    'string.escape': 'e8b86d',
    number: 'f0a36e',
    delimiter: 'b7c0cf',
    operator: 'b7c0cf',
    tag: '7db1ff',
    type: '6cc7d9',
    identifier: 'e6e9ee',
  },
  light: {
    '': '1a1e25',
    comment: '5d6775',
    keyword: '7a2bb8',
    string: '1a6b35',
    'string.escape': '8a5200',
    number: 'a14400',
    delimiter: '465060',
    operator: '465060',
    tag: '1a56c4',
    type: '0a6577',
    identifier: '1a1e25',
  },
};

/** Defines the theme from what the page shows now and makes it the editor's. Call it after the page changed its own. */
export function applyMonacoTheme(theme: Theme): void {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string): string => longHex(style.getPropertyValue(`--${name}`).trim());
  const name = `viewfinder-${theme}`;
  monaco.editor.defineTheme(name, {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(syntax[theme]).map(([token, foreground]) => ({ token, foreground })),
    colors: {
      'editor.background': token('ground-paper'),
      'editor.foreground': token('text'),
      'editorLineNumber.foreground': token('text-subtle'),
      'editorLineNumber.activeForeground': token('text'),
      'editor.lineHighlightBackground': `${token('ground-hover')}66`,
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': theme === 'dark' ? '#2c4a7a' : '#b9d3fb',
      'editor.inactiveSelectionBackground': theme === 'dark' ? '#263650' : '#d6e4fc',
      'editorCursor.foreground': token('accent'),
      'editorIndentGuide.background1': token('line'),
      'editorIndentGuide.activeBackground1': token('line-strong'),
      'editorGutter.background': token('ground-paper'),
      'editorWidget.background': token('ground-raised'),
      'editorWidget.foreground': token('text'),
      'editorWidget.border': token('line-strong'),
      'editorSuggestWidget.background': token('ground-raised'),
      'editorSuggestWidget.border': token('line-strong'),
      'editorSuggestWidget.selectedBackground': token('accent-tint'),
      'editorSuggestWidget.selectedForeground': token('text'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorHoverWidget.background': token('ground-raised'),
      'editorHoverWidget.border': token('line-strong'),
      'input.background': token('ground-panel'),
      'input.foreground': token('text'),
      'input.border': token('line-strong'),
      'menu.background': token('ground-raised'),
      'menu.foreground': token('text'),
      'menu.selectionBackground': token('accent-tint'),
      'menu.selectionForeground': token('text'),
      'quickInput.background': token('ground-raised'),
      'quickInput.foreground': token('text'),
      focusBorder: token('accent'),
      'scrollbarSlider.background': `${token('line-strong')}99`,
      'scrollbarSlider.hoverBackground': token('line-strong'),
      'editorOverviewRuler.border': '#00000000',
    },
  });
  monaco.editor.setTheme(name);
}

/** #abc as #aabbcc: the build shortens colours, and the editor takes the long form only. */
function longHex(color: string): string {
  return /^#[\da-f]{3}$/i.test(color) ? color.replaceAll(/[\da-f]/gi, '$&$&') : color;
}
