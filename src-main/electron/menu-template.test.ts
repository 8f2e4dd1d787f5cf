import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { menuTemplate } from './menu-template.ts';

function entries(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}

describe('the menu', () => {
  it('has only entries that do something', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      const template = menuTemplate({ platform, language: 'en', sendCommand: () => {} });
      for (const item of entries(template)) {
        const does = item.role ?? item.click ?? item.submenu ?? (item.type === 'separator' ? 'separates' : undefined);
        expect(does, item.label).toBeDefined();
      }
    }
  });

  it('sends commands to the page', () => {
    const sent: string[] = [];
    const template = menuTemplate({ platform: 'linux', language: 'zh', sendCommand: (id) => sent.push(id) });
    const save = entries(template).find(({ id }) => id === 'file.save')!;
    expect(save.label).toBe('保存');
    (save.click as () => void)();
    expect(sent).toEqual(['file.save']);
  });
});
