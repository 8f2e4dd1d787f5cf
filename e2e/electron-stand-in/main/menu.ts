import type { Menu, MenuItem, MenuItemConstructorOptions } from 'electron';
import type { Api } from './api.ts';

class StandInMenuItem implements Api<MenuItem, 'id' | 'label' | 'enabled' | 'visible' | 'sublabel'> {
  readonly id: string;
  readonly label: string;
  readonly sublabel: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly role: MenuItemConstructorOptions['role'];
  readonly submenu: StandInMenu | undefined;
  readonly #click: MenuItemConstructorOptions['click'];

  constructor(options: MenuItemConstructorOptions) {
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.sublabel = options.sublabel ?? '';
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.role = options.role;
    this.submenu = Array.isArray(options.submenu) ? StandInMenu.buildFromTemplate(options.submenu) : undefined;
    this.#click = options.click;
  }

  click(): void {
    const click = this.#click as (() => void) | undefined;
    if (click === undefined) throw new Error(`The stand-in does not carry out the role ${this.role ?? 'none'}.`);
    click();
  }
}

export class StandInMenu implements Record<keyof Api<Menu, 'items' | 'getMenuItemById'>, unknown> {
  static #application: StandInMenu | null = null;
  readonly items: readonly StandInMenuItem[];

  static buildFromTemplate(template: readonly MenuItemConstructorOptions[]): StandInMenu {
    return new StandInMenu(template.map((each) => new StandInMenuItem(each)));
  }

  static setApplicationMenu(menu: StandInMenu | null): void {
    StandInMenu.#application = menu;
  }

  static getApplicationMenu(): StandInMenu | null {
    return StandInMenu.#application;
  }

  constructor(items: readonly StandInMenuItem[]) {
    this.items = items;
  }

  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found !== undefined && found !== null) return found;
    }
    return null;
  }
}
