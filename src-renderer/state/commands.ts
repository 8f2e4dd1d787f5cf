// Everything that can be done by name: the command palette lists it, keys run it, buttons run it.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { toDisposable, type Disposable } from '../../src-shared/lib/disposable.ts';
import type { MenuGroup } from '../../src-shared/contract/app-menu.ts';
import type { Text } from './language.ts';
import { matchesBinding, type KeyFacts } from './key-binding.ts';

export interface CommandMenu {
  readonly group: MenuGroup;
  /** Ascending; entries with another number of hundreds are set apart by a line. */
  readonly order: number;
  /** Default: the title. */
  readonly label?: Text;
}

export interface Command {
  /** "script.run": stable, for menus and tests. */
  readonly id: string;
  readonly title: Text;
  /** Its place in the shell's menu; undefined: not there. */
  readonly menu?: CommandMenu;
  /** The first one is shown. */
  readonly keys?: readonly string[];
  /** False: not listed and its keys do nothing. Default: always. */
  readonly enabled?: () => boolean;
  readonly run: () => unknown;
}

export class CommandRegistry {
  readonly #store: StoreApi<{ readonly commands: readonly Command[] }> = createStore(() => ({ commands: [] }));

  get store(): StoreApi<{ readonly commands: readonly Command[] }> {
    return this.#store;
  }

  /** A later command with the same id replaces the earlier one until it is disposed. */
  register(...commands: readonly Command[]): Disposable {
    this.#store.setState(({ commands: present }) => ({ commands: [...present, ...commands] }));
    return toDisposable(() =>
      this.#store.setState(({ commands: present }) => ({
        commands: present.filter((each) => !commands.includes(each)),
      })),
    );
  }

  find(id: string): Command | undefined {
    return this.#store.getState().commands.findLast((each) => each.id === id);
  }

  /** Every command, also those that cannot be run now. */
  all(): readonly Command[] {
    return [...new Map(this.#store.getState().commands.map((each) => [each.id, each])).values()];
  }

  /** What can be run now. */
  available(): readonly Command[] {
    return this.all().filter(isEnabled);
  }

  /** False when there is no such command now. */
  run(id: string): boolean {
    const command = this.find(id);
    if (command === undefined || !isEnabled(command)) return false;
    command.run();
    return true;
  }

  /**
   * The command with this key: of several the one that can be run now, such as Run or Stop. Otherwise a disabled one: its key
   * must not fall through to the browser.
   */
  forKey(event: KeyFacts): Command | undefined {
    const found = this.all().filter(({ keys }) => keys?.some((binding) => matchesBinding(binding, event)) === true);
    return found.findLast(isEnabled) ?? found.at(-1);
  }
}

export function isEnabled(command: Command): boolean {
  return command.enabled?.() ?? true;
}
