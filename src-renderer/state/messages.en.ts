// Words that several parts of the page use, in English: the model of the other languages.

export const en = {
  common: {
    cancel: 'Cancel',
    close: 'Close',
    dismiss: 'Dismiss',
    refresh: 'Refresh',
    retry: 'Try again',
    save: 'Save',
    none: 'none',
  },
  camera: {
    connect: 'Connect',
    tryAgain: 'Try again',
    reset: 'Reset the camera',
    /** While the host does not answer. */
    unknownState: 'Unknown',
    states: {
      disconnected: 'Not connected',
      connecting: 'Connecting',
      idle: 'Ready',
      running: 'Running',
      rebooting: 'Restarting',
      resyncing: 'Recovering the link',
    },
    waits: {
      rebooting: 'Waiting for the camera to restart',
      resyncing: 'Waiting for the camera to answer again',
    },
  },
  documents: {
    saveAs: 'Save as…',
    discard: 'Do not save',
    overwrite: 'Overwrite',
    reload: 'Take the file’s text',
    saveQuestionTitle: (name: string) => `Save the changes of ${name}?`,
    saveQuestionText: 'What you typed is lost when you do not save it.',
    changedTitle: (name: string) => `${name} was changed by another program`,
    changedText: 'The file on the disk is newer than the text you began with.',
    keepMine: 'Keep my text',
    readOnlyTitle: (name: string) => `${name} is read-only`,
    readOnlyText: 'Its access rights do not allow changes. You can replace it anyway or save under another name.',
    replace: 'Replace',
    notText: (name: string) => ({
      sentence: `${name} cannot be opened here.`,
      cause: 'It is not a text in UTF-8, and opening it would damage it.',
      nextStep: 'Convert it to UTF-8 with another program, or choose another file.',
    }),
    mixedLineEnds: (name: string) => ({
      sentence: `${name} is open for reading only.`,
      cause: 'It mixes different line ends, and editing would change them. Running it sends it unchanged.',
      nextStep: 'Convert it to edit it.',
    }),
    keptTwice: (name: string) => ({
      sentence: `${name} was changed in two windows at once.`,
      cause: 'Each window has a text of its own.',
      nextStep: 'Nothing is lost: both are kept. Reload this page to see both.',
    }),
    convertToLf: 'Convert the line ends',
    byteOrderMark: (name: string) => ({
      sentence: `${name} begins with a byte order mark.`,
      cause: 'It is kept, also when the script runs; MicroPython takes it for a syntax error.',
      nextStep: 'Remove it, unless another program needs it.',
    }),
    removeMark: 'Remove the mark',
  },
  notices: {
    code: (code: string) => `Code: ${code}`,
  },
};

export type SharedMessages = typeof en;
