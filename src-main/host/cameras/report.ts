// A report for maintainers: what happened with a camera, as a zip that needs no tool of ours to read. Secrets stay out:
// see `withoutSecrets`.

import { homedir } from 'node:os';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { encodePng } from '../../../src-shared/picture/png.ts';
import { pictureToRgba } from '../../../src-shared/imaging/picture-pixels.ts';
import { pixelFormatName } from '../../../src-shared/picture/pixel-format.ts';
import { PictureError } from '../../../src-shared/picture/picture-error.ts';
import type { Frame } from '../../../src-shared/picture/frame.ts';
import type { SessionEntry, SessionLog } from './session-log.ts';

/** Facts beside the log; each becomes one JSON file of its name. */
export type ReportFacts = Readonly<Record<string, unknown>>;

export interface ReportParts {
  readonly log: Pick<SessionLog, 'entries' | 'dropped' | 'newestFrame'>;
  readonly facts: ReportFacts;
  /** Wall-clock milliseconds minus monotonic ones. */
  readonly toWallMs: number;
  /** Wall-clock milliseconds. */
  readonly nowMs: number;
}

/** The bytes of the zip file. */
export function createReport(parts: ReportParts): Uint8Array<ArrayBuffer> {
  const { log, facts, toWallMs, nowMs } = parts;
  const entries = log.entries();
  const files: Zippable = {
    'log.txt': strToU8(withoutSecrets(logText(entries, log.dropped, { toWallMs, nowMs }))),
    'states.json': jsonFile(entries.filter(({ kind }) => kind === 'state' || kind === 'run')),
    'problems.json': jsonFile(entries.filter(({ kind }) => kind === 'problem')),
    ...Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${name}.json`, jsonFile(value)])),
  };
  const frame = log.newestFrame;
  if (frame !== undefined) {
    const [ending, bytes] = frameFile(frame);
    // Compressed already.
    files[`newest-frame.${ending}`] = [bytes, { level: 0 }];
  }
  return zipSync(files, { mtime: nowMs });
}

/** "viewfinder-report-2026-11-28-21-55-30.zip" */
export function reportName(nowMs: number): string {
  return `viewfinder-report-${new Date(nowMs).toISOString().slice(0, 19).replaceAll(/[T:]/g, '-')}.zip`;
}

/**
 * The text without what identifies or admits a person: passwords in addresses, tokens, and the name of the home folder.
 */
export function withoutSecrets(text: string, home: string = homedir()): string {
  const anonymous =
    home.length > 1 ? text.replaceAll(home, '~').replaceAll(JSON.stringify(home).slice(1, -1), '~') : text;
  return anonymous
    .replaceAll(/(\w+:\/\/)[^\s/@"']+@/g, '$1***@')
    .replaceAll(/([?&](?:token|password|key)=)[^\s&"']+/gi, '$1***');
}

function jsonFile(value: unknown): Uint8Array {
  return strToU8(withoutSecrets(`${JSON.stringify(value, jsonValue, 2)}\n`));
}

function jsonValue(_key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return typeof value === 'bigint' ? String(value) : value;
}

function logText(
  entries: readonly SessionEntry[],
  dropped: SessionLog['dropped'],
  { toWallMs, nowMs }: { readonly toWallMs: number; readonly nowMs: number },
): string {
  const lines = [
    `Viewfinder report, ${new Date(nowMs).toISOString()}`,
    `Entries dropped because the log is limited: ${JSON.stringify(dropped)}`,
    '',
    ...entries.map((entry) => `${new Date(entry.atMs + toWallMs).toISOString()}  ${describe(entry)}`),
  ];
  return `${lines.join('\n')}\n`;
}

type Entry<Kind extends SessionEntry['kind']> = Extract<SessionEntry, { readonly kind: Kind }>;

const descriptions: { readonly [Kind in SessionEntry['kind']]: (entry: Entry<Kind>) => string } = {
  frame: ({ source, frame }) => `frame    ${source} ${describeFrame(frame)}`,
  text: ({ bytes }) => `text     ${JSON.stringify(new TextDecoder().decode(bytes))}`,
  state: ({ state }) => `state    ${state}`,
  run: ({ event, detail }) => `run      ${event} ${detail}`.trimEnd(),
  channels: ({ channels }) => `channels ${channels.map(({ id, name }) => `${id} ${name}`).join(', ') || 'none'}`,
  'channel-value': ({ channelId, bytes }) => `channel  ${channelId} read, ${bytes.length} bytes`,
  'channel-event': ({ event }) => `channel  ${event.channelId} event ${event.code}`,
  problem: ({ problem: { code, message, data } }) => `problem  ${code}: ${message} ${JSON.stringify(data)}`,
};

function describe<Kind extends SessionEntry['kind']>(entry: Entry<Kind>): string {
  return descriptions[entry.kind](entry);
}

function describeFrame(frame: Frame): string {
  const { sequence, encoding, format, width, height, data, keyFrame, droppedBefore } = frame;
  const kind = encoding === 'raw' ? pixelFormatName(format) : encoding;
  const notes = [keyFrame ? '' : ' delta', droppedBefore > 0 ? ` ${droppedBefore} lost before` : ''].join('');
  return `${sequence} ${kind} ${width}x${height} ${data.length} bytes${notes}`;
}

/** Ending and bytes of a file with the frame: image files and video as received, pixels as PNG. */
function frameFile(frame: Frame): readonly [string, Uint8Array] {
  if (frame.encoding === 'jpeg') return ['jpg', frame.data];
  if (frame.encoding !== 'raw') return [frame.encoding, frame.data];
  try {
    const { width, height } = frame;
    return ['png', encodePng({ width, height, channels: 4, data: pictureToRgba(frame) })];
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return ['raw', frame.data];
  }
}
