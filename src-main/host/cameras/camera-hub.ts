// The cameras of the host. One is the default: pages that have not selected another one show it. The default changes when
// a page connects to another camera, which ends the connection of the former one; a camera that was connected alongside,
// or that a page has selected, stays connected.
// Above: the pages' handlers. Below: one CameraDesk per camera.

import type { CameraStatus } from '../../../src-shared/contract/camera.ts';
import type { CameraEntry } from '../../../src-shared/device/camera-entry.ts';
import { Emitter } from '../../../src-shared/lib/emitter.ts';
import { CameraError } from '../../camera/camera-error.ts';
import { CameraDesk, type SharedParts } from './camera-desk.ts';
import type { AttemptOptions } from './camera-link.ts';

/** Something that shows a camera: a page. */
export type CameraUser = object;

export class CameraHub {
  readonly #shared: SharedParts;
  /** By the id of their entries, without the place that nothing has been connected to. */
  readonly #desks = new Map<string, CameraDesk>();
  readonly #selections = new Map<CameraUser, CameraDesk>();
  readonly #defaultChange = new Emitter<CameraDesk>();
  readonly #closing = new AbortController();
  #default: CameraDesk;
  /** The change of the default in progress; a newer one aborts it. */
  #change: AbortController | undefined;
  /** Changes of the default, one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  readonly onDefaultChange = this.#defaultChange.event;

  constructor(shared: SharedParts) {
    this.#shared = shared;
    this.#default = new CameraDesk(undefined, shared);
  }

  get default(): CameraDesk {
    return this.#default;
  }

  /** Status of every camera that is connected or was, the default first. */
  get statuses(): CameraStatus[] {
    const others = [...this.#desks.values()].filter((each) => each !== this.#default);
    return [...(this.#default.id === undefined ? [] : [this.#default]), ...others].map(({ link }) => link.status);
  }

  /** The camera that this user shows. */
  shownBy(user: CameraUser): CameraDesk {
    return this.#selections.get(user) ?? this.#default;
  }

  /** Throws `not-connected` if the host has no such camera. */
  find(id: string): CameraDesk {
    const desk = this.#desks.get(id);
    if (desk !== undefined) return desk;
    throw new CameraError('not-connected', `The camera ${id} is not connected.`, { data: { camera: id } });
  }

  /** Shows this camera to the user; undefined: the default. */
  select(user: CameraUser, desk: CameraDesk | undefined): void {
    const former = this.#selections.get(user);
    if (desk === undefined) this.#selections.delete(user);
    else this.#selections.set(user, desk);
    if (former !== undefined && former !== desk) this.#dropIfUnused(former);
  }

  /** The camera of this entry; it is added if the host does not have it yet. */
  place(entry: CameraEntry): CameraDesk {
    const present = this.#desks.get(entry.id);
    if (present !== undefined) return present;
    const desk = new CameraDesk(entry, this.#shared);
    this.#desks.set(entry.id, desk);
    return desk;
  }

  /** Makes this camera the default and connects to it. Rejects with the camera's error, or with the signal's reason. */
  async connectDefault(entry: CameraEntry, options: AttemptOptions = {}): Promise<CameraDesk> {
    this.#change?.abort();
    const change = new AbortController();
    this.#change = change;
    const signals = [change.signal, this.#closing.signal, ...(options.signal === undefined ? [] : [options.signal])];
    const signal = AbortSignal.any(signals);
    const desk = await this.#inOrder(async () => {
      signal.throwIfAborted();
      const former = this.#default;
      if (former.id === entry.id) return former;
      if (former.id !== undefined && !this.#isSelected(former)) await former.link.disconnect();
      signal.throwIfAborted();
      this.#default = this.place(entry);
      this.#defaultChange.emit(this.#default);
      this.#dropIfUnused(former);
      return this.#default;
    });
    await desk.link.connect({ ...options, signal });
    return desk;
  }

  /** Tells the pages of every status that has changed. */
  announce(): void {
    for (const { link } of [this.#default, ...this.#desks.values()]) link.announce();
  }

  /** Disconnects all cameras for good. Never rejects. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([...new Set([this.#default, ...this.#desks.values()])].map((desk) => desk.close()));
  }

  #isSelected(desk: CameraDesk): boolean {
    return [...this.#selections.values()].includes(desk);
  }

  /** Forgets a disconnected camera that no page shows; a connected one stays and can be selected again. */
  #dropIfUnused(desk: CameraDesk): void {
    if (desk === this.#default || this.#isSelected(desk) || desk.link.status.state !== 'disconnected') return;
    if (desk.id !== undefined) this.#desks.delete(desk.id);
    void desk.close();
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }
}
