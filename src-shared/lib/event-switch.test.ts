import { expect, test } from 'vitest';
import { Emitter } from './emitter.ts';
import { EventSwitch } from './event-switch.ts';

test('listeners stay while sources come and go, and former sources are left alone', () => {
  const [first, second] = [new Emitter<number>(), new Emitter<number>()];
  const events = new EventSwitch<Emitter<number>>();
  const heard: number[] = [];
  const listening = events.on((source) => source.event)((value) => heard.push(value));
  events.set(first);
  first.emit(1);
  events.set(second);
  first.emit(2);
  second.emit(3);
  events.set(undefined);
  second.emit(4);
  events.set(first);
  listening.dispose();
  first.emit(5);
  events.set(second);
  second.emit(6);
  expect(heard).toEqual([1, 3]);
});

test('a source may lack the event', () => {
  const events = new EventSwitch<{ readonly onText?: Emitter<string>['event'] }>();
  const heard: string[] = [];
  events.on((source) => source.onText)((text) => heard.push(text));
  const emitter = new Emitter<string>();
  events.set({});
  events.set({ onText: emitter.event });
  emitter.emit('a');
  expect(heard).toEqual(['a']);
});
