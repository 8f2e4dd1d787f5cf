// The page's end of the profile worker: one request under way; of what is shown meanwhile, only the newest is asked for.

import type { Disposable } from '../../../src-shared/lib/disposable.ts';
import type {
  ExportFormat,
  ProfileReply,
  ProfileRequest,
  ProfileTexts,
  ProfileView,
  ProfileViewRequest,
} from '../../workers/profile/profile-messages.ts';

type ShowRequest = Extract<ProfileRequest, { kind: 'show' }>;

/** The part of a Worker that is needed. */
export interface AnalysisWorker {
  postMessage(request: ProfileRequest): void;
  terminate(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ProfileReply }) => void): void;
}

export function createProfileWorker(): AnalysisWorker {
  return new Worker(new URL('../../workers/profile/profile.worker.ts', import.meta.url), { type: 'module' });
}

export interface ProfileAnalystOptions {
  readonly createWorker: () => AnalysisWorker;
  readonly onView: (view: ProfileView) => void;
  readonly onFailure: (error: Error) => void;
}

export class ProfileAnalyst implements Disposable {
  readonly #options: ProfileAnalystOptions;
  #worker: AnalysisWorker | undefined;
  #texts: ProfileTexts = { names: [], callers: [] };
  #busy = false;
  #waiting: Omit<ShowRequest, 'kind'> | undefined;
  readonly #exports: { readonly request: ProfileRequest; readonly done: (text: string | Error) => void }[] = [];
  #exporting: ((text: string | Error) => void) | undefined;

  constructor(options: ProfileAnalystOptions) {
    this.#options = options;
  }

  /** What came before and was not sent yet is replaced, part by part. */
  show(request: Omit<ShowRequest, 'kind'>): void {
    this.#waiting = { ...this.#waiting, ...request };
    this.#next();
  }

  export(format: ExportFormat, view: ProfileViewRequest, eventNames: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = (text: string | Error): void => (typeof text === 'string' ? resolve(text) : reject(text));
      this.#exports.push({ request: { kind: 'export', format, view, eventNames }, done });
      this.#next();
    });
  }

  dispose(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #next(): void {
    if (this.#busy) return;
    const waiting = this.#waiting;
    if (waiting !== undefined) {
      this.#waiting = undefined;
      this.#send({ kind: 'show', ...waiting });
      return;
    }
    const exported = this.#exports.shift();
    if (exported === undefined) return;
    this.#exporting = exported.done;
    this.#send(exported.request);
  }

  #send(request: ProfileRequest): void {
    this.#busy = true;
    if (this.#worker === undefined) {
      this.#worker = this.#options.createWorker();
      this.#worker.addEventListener('message', ({ data }) => this.#receive(data));
    }
    this.#worker.postMessage(request);
  }

  #receive(reply: ProfileReply): void {
    this.#busy = false;
    const exporting = this.#exporting;
    this.#exporting = undefined;
    if (reply.kind === 'view') {
      this.#texts = reply.texts ?? this.#texts;
      this.#options.onView({ ...reply.figures, ...this.#texts });
    } else if (reply.kind === 'export') exporting?.(reply.text);
    else if (exporting !== undefined) exporting(new Error(reply.message));
    else this.#options.onFailure(new Error(reply.message));
    this.#next();
  }
}
