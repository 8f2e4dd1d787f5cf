// Ties the stand-in to Electron's declarations: a member that Electron does not have, or has with other types, does not
// compile. Listeners are left out here, because their overloads name Electron's whole classes; the events that the
// stand-in emits are compared in events.ts.

type Listeners = 'on' | 'once' | 'off' | 'addListener' | 'removeListener';

export type Api<T, K extends Exclude<keyof T, Listeners>> = Pick<T, K>;
