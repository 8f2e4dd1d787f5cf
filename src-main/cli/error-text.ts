// From an error's code to words for people: what happened, why, and what to do next. The only place of the command
// line that has such words; the codes are those of the layers' error classes.

import { CodedError } from '../../src-shared/lib/coded-error.ts';

type Facts = CodedError['facts'];

interface ErrorText {
  readonly sentence: (facts: Facts) => string;
  readonly cause: string | ((facts: Facts) => string);
  readonly nextStep: string;
}

export interface ExplainedError {
  readonly code: string;
  readonly sentence: string;
  readonly cause: string;
  readonly nextStep: string;
  /** The technical message. */
  readonly message: string;
  readonly facts: Facts;
}

const tryAgain = 'Unplug the camera, plug it in again and repeat the command.';

const texts: Readonly<Record<string, ErrorText>> = {
  'port-not-found': {
    sentence: ({ port }) => `There is no camera at ${port}.`,
    cause: ({ system }) =>
      system === 'ECONNREFUSED'
        ? 'The machine answers, but nothing listens on that port.'
        : 'It is not plugged in, it got another name, or the address is mistyped.',
    nextStep: 'List what is there with "viewfinder ports", or use "--camera sim".',
  },
  'port-busy': {
    sentence: ({ port }) => `${port} is in use.`,
    cause: ({ holder }) => (holder === undefined ? 'Another program has it open.' : `${holder} has it open.`),
    nextStep: 'Close that program and try again.',
  },
  'port-no-permission': {
    sentence: ({ port }) => `You may not open ${port}.`,
    cause: 'The system refuses access to the port.',
    nextStep:
      'On Linux add yourself to the group that owns it (usually: sudo usermod -aG dialout $USER) and log in again.',
  },
  'port-lost': {
    sentence: ({ port }) => `The connection to ${port} was lost.`,
    cause: 'The camera was unplugged or reset, or the other side ended the connection.',
    nextStep: 'Plug it in again and repeat the command.',
  },
  'port-closed': {
    sentence: ({ port }) => `${port} is not open.`,
    cause: 'The connection had ended before the request was made.',
    nextStep: 'Repeat the command.',
  },
  'port-open-failed': {
    sentence: ({ port }) => `${port} did not open.`,
    cause: ({ afterMs }) => (afterMs === undefined ? 'The system reported a failure.' : 'Nothing answered in time.'),
    nextStep: 'Check the cable and the address, then try again.',
  },
  'not-a-camera': {
    sentence: () => 'What is on this port does not answer like a camera.',
    cause: 'It is another device, or its firmware is too old for protocol V2 (firmware 5 or newer).',
    nextStep: 'Choose another port from "viewfinder ports", or update the firmware.',
  },
  'unsupported-protocol': {
    sentence: ({ version }) => `The camera speaks protocol version ${version}, which is not known here.`,
    cause: 'Its firmware is newer or older than this program.',
    nextStep: 'Update this program or the firmware.',
  },
  'camera-silent': {
    sentence: ({ request }) => `The camera did not answer${request === undefined ? '' : ` (${request})`}.`,
    cause: 'It is busy or stuck.',
    nextStep: tryAgain,
  },
  'request-refused': {
    sentence: ({ request, status }) => `The camera refused ${request ?? 'a request'} (${status ?? 'no reason given'}).`,
    cause: 'It cannot do that now, or its firmware does not offer it.',
    nextStep: 'Try again; if it stays so, update the firmware.',
  },
  'out-of-sync': {
    sentence: () => 'The conversation with the camera got out of step.',
    cause: 'Bytes were lost, and starting over did not help.',
    nextStep: tryAgain,
  },
  'checksum-failed': {
    sentence: () => 'Too many damaged packets came from the camera.',
    cause: 'The cable, the hub or the network loses or changes bytes.',
    nextStep: 'Use another cable or port.',
  },
  'camera-rebooted': {
    sentence: () => 'The camera restarted.',
    cause: 'It was reset, or it lost power for a moment.',
    nextStep: 'Repeat the command.',
  },
  'not-connected': {
    sentence: () => 'No camera is connected.',
    cause: 'The connection had ended before the request was made.',
    nextStep: 'Repeat the command.',
  },
  'script-too-large': {
    sentence: ({ sizeBytes }) => `The script is too large for the camera (${sizeBytes} bytes).`,
    cause: ({ limitBytes }) =>
      limitBytes === undefined ? 'It does not fit its memory.' : `The camera takes ${limitBytes} bytes.`,
    nextStep: 'Move parts of it into modules on the camera, or shorten it.',
  },
  'script-did-not-start': {
    sentence: () => 'The script did not start.',
    cause: 'The camera took the script but did not report a start.',
    nextStep: tryAgain,
  },
  'script-did-not-stop': {
    sentence: () => 'The script does not stop.',
    cause: 'It ignores the interrupt.',
    nextStep: 'Reset the camera.',
  },
  'channel-not-found': {
    sentence: ({ channel }) => `The camera has no channel ${channel}.`,
    cause: 'The script that registers it is not running.',
    nextStep: 'Run that script first.',
  },
  'channel-not-supported': {
    sentence: ({ channel }) => `Channel ${channel} cannot do that.`,
    cause: 'It was registered without that ability.',
    nextStep: 'Give its backend the method that is missing.',
  },
  'address-unavailable': {
    sentence: ({ address }) => `The camera cannot be offered at ${address}.`,
    cause: 'Another program listens there, or the system does not allow it.',
    nextStep: 'Choose another port; 0 takes a free one.',
  },
  'pty-unavailable': {
    sentence: () => 'This system can offer no serial port of a program.',
    cause: 'Neither socat nor perl is installed, or the system has no pseudo terminals (Windows).',
    nextStep: 'Install socat, or use --tcp.',
  },
  'server-port-in-use': {
    sentence: ({ port }) => `Port ${port} is in use.`,
    cause: 'Another program listens there.',
    nextStep: 'Choose another with --port, or leave it out to get a free one.',
  },
  'server-port-refused': {
    sentence: ({ port }) => `The system does not allow port ${port}.`,
    cause: 'Ports below 1024 are reserved.',
    nextStep: 'Choose a higher one with --port.',
  },
  'server-start-failed': {
    sentence: ({ host }) => `The page cannot be served on ${host}.`,
    cause: 'The address is not one of this computer.',
    nextStep: 'Leave --host out to serve this computer only.',
  },
  usage: {
    sentence: () => 'The command was not understood.',
    cause: 'An option or an argument is wrong.',
    nextStep: 'See "viewfinder --help", or "viewfinder COMMAND --help".',
  },
  'file-not-readable': {
    sentence: ({ file }) => `${file} cannot be read.`,
    cause: ({ system }) => (system === 'ENOENT' ? 'There is no such file.' : 'The system refuses to read it.'),
    nextStep: 'Check the path.',
  },
  'file-not-writable': {
    sentence: ({ file }) => `${file} cannot be written.`,
    cause: ({ system }) => (system === 'ENOENT' ? 'Its folder does not exist.' : 'The system refuses to write it.'),
    nextStep: 'Choose another file.',
  },
  'no-frame': {
    sentence: () => 'No picture came from the camera.',
    cause: 'The script took none, or the camera has no sensor.',
    nextStep: 'Run a script that calls snapshot().',
  },
  'format-not-supported': {
    sentence: ({ format }) => `A picture in ${format} cannot be written as a file.`,
    cause: 'There is no conversion for this pixel format.',
    nextStep: 'Let the script use RGB565, GRAYSCALE or JPEG.',
  },
};

/** Puts any error into words. An error without a known code keeps its technical message as the cause. */
export function explainError(error: unknown): ExplainedError {
  const message = error instanceof Error ? error.message : String(error);
  const facts = error instanceof CodedError ? error.facts : {};
  const code = error instanceof CodedError ? error.code : 'unexpected';
  const text = texts[code];
  if (text === undefined) {
    return {
      code,
      sentence: 'Something went wrong that has no explanation here.',
      cause: message,
      nextStep: 'Please report it with this text.',
      message,
      facts,
    };
  }
  const cause = typeof text.cause === 'string' ? text.cause : text.cause(facts);
  // Only a usage error knows better than the table what was wrong.
  return {
    code,
    sentence: text.sentence(facts),
    cause: code === 'usage' ? message : cause,
    nextStep: text.nextStep,
    message,
    facts,
  };
}

/** "error [port-busy]: sentence cause next step" */
export function errorLine(error: ExplainedError): string {
  return `error [${error.code}]: ${error.sentence} ${error.cause} ${error.nextStep}`;
}
