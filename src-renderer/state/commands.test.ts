import { expect, test } from 'vitest';
import { CommandRegistry } from './commands.ts';
import { displayBinding, matchesBinding, type KeyFacts } from './key-binding.ts';

function key(facts: Partial<KeyFacts>): KeyFacts {
  return { key: '', code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...facts };
}

test('a command runs by its id while it is enabled and registered', () => {
  const registry = new CommandRegistry();
  let enabled = true;
  let runs = 0;
  const registered = registry.register({ id: 'a', title: () => 'A', enabled: () => enabled, run: () => (runs += 1) });
  expect(registry.run('a')).toBe(true);
  enabled = false;
  expect([registry.run('a'), registry.available()]).toEqual([false, []]);
  enabled = true;
  registered.dispose();
  expect([registry.run('a'), runs]).toEqual([false, 1]);
});

test('a later command replaces an earlier one with the same id until it is disposed', () => {
  const registry = new CommandRegistry();
  const ran: string[] = [];
  registry.register({ id: 'a', title: () => 'A', run: () => ran.push('first') });
  const second = registry.register({ id: 'a', title: () => 'A', run: () => ran.push('second') });
  registry.run('a');
  expect(registry.available()).toHaveLength(1);
  second.dispose();
  registry.run('a');
  expect(ran).toEqual(['second', 'first']);
});

test('keys find their command, also a disabled one', () => {
  const registry = new CommandRegistry();
  registry.register({
    id: 'run',
    title: () => 'Run',
    keys: ['Mod+R', 'F5'],
    enabled: () => false,
    run: () => undefined,
  });
  expect(registry.forKey(key({ key: 'F5' }))?.id).toBe('run');
  expect(registry.forKey(key({ key: 'F5', shiftKey: true }))).toBeUndefined();
});

test('of two commands with one key the enabled one runs', () => {
  const registry = new CommandRegistry();
  let running = false;
  const command = (id: string, enabled: () => boolean) => ({
    id,
    title: () => id,
    keys: ['F5'],
    enabled,
    run: () => 0,
  });
  registry.register(
    command('run', () => !running),
    command('stop', () => running),
  );
  const found = () => registry.forKey(key({ key: 'F5' }))?.id;
  expect(found()).toBe('run');
  running = true;
  expect(found()).toBe('stop');
});

test('Mod is Ctrl, and Cmd on a Mac', () => {
  const control = key({ key: 'p', ctrlKey: true, shiftKey: true });
  const command = key({ key: 'p', metaKey: true, shiftKey: true });
  expect([matchesBinding('Mod+Shift+P', control, false), matchesBinding('Mod+Shift+P', control, true)]).toEqual([
    true,
    false,
  ]);
  expect([matchesBinding('Mod+Shift+P', command, false), matchesBinding('Mod+Shift+P', command, true)]).toEqual([
    false,
    true,
  ]);
  expect([displayBinding('Mod+Shift+P', false), displayBinding('Mod+Shift+P', true)]).toEqual(['Ctrl+Shift+P', '⇧⌘P']);
});

test('a key counts by its position where a modifier changes its letter', () => {
  expect(matchesBinding('Alt+N', key({ key: '˜', code: 'KeyN', altKey: true }), true)).toBe(true);
});
