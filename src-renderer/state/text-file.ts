// Files as text and back, without changing a byte. What an editor would alter (mixed line ends) opens read-only.

export type LineEnding = 'lf' | 'crlf' | 'mixed';

export interface TextContent {
  /** Without the byte order mark. */
  readonly text: string;
  readonly bom: boolean;
  readonly lineEnding: LineEnding;
}

const byteOrderMark = '\uFEFF';

/** Undefined when the bytes are not UTF-8 text; such a file cannot be edited without damage. */
export function decodeText(bytes: Uint8Array): TextContent | undefined {
  let whole: string;
  try {
    whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
  return whole.includes('\0') ? undefined : splitText(whole);
}

export function splitText(whole: string): TextContent {
  const bom = whole.startsWith(byteOrderMark);
  const text = bom ? whole.slice(1) : whole;
  return { text, bom, lineEnding: lineEndingOf(text) };
}

export function joinText(content: Pick<TextContent, 'text' | 'bom'>): string {
  return content.bom ? byteOrderMark + content.text : content.text;
}

export function encodeText(content: Pick<TextContent, 'text' | 'bom'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(joinText(content));
}

/** A lone carriage return counts as mixed: editors would turn it into a line end of their own. */
function lineEndingOf(text: string): LineEnding {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const lineFeeds = text.match(/\n/g)?.length ?? 0;
  const returns = text.match(/\r/g)?.length ?? 0;
  if (crlf === 0 && returns === 0) return 'lf';
  return crlf === lineFeeds && crlf === returns ? 'crlf' : 'mixed';
}
