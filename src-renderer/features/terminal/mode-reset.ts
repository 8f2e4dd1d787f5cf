// Brings a terminal back to its initial modes without clearing its text: a script may have changed any of them, and may have
// ended in the middle of a control sequence. The cursor is anywhere afterwards.

const escape = '\u001B';

/** DEC private modes that are off initially. */
const privateModesOff = [
  1, // application cursor keys
  5, // reverse video
  6, // origin
  45, // reverse wraparound
  47, // alternate screen
  66, // application keypad
  9, // mouse reports, all kinds and encodings
  1000,
  1002,
  1003,
  1004,
  1006,
  1016,
  1047,
  1049,
  2004, // bracketed paste
  2026, // synchronized output
];

/** Control sequences that undo what a script did to the terminal. */
export const modeReset = [
  // Cancels a sequence that was not completed.
  '\u0018',
  `${escape}[?${privateModesOff.join(';')}l`,
  // Wraparound and cursor are on initially.
  `${escape}[?7;25h`,
  // Insert and new-line mode.
  `${escape}[4;20l`,
  // Soft reset: margins, character sets, saved cursor, attributes.
  `${escape}[!p`,
  `${escape}(B${escape})B\u000F`,
  `${escape}[0m`,
  // Palette, foreground, background and cursor colours.
  ...[104, 110, 111, 112].map((code) => `${escape}]${code}${escape}\\`),
  // Hyperlinks.
  `${escape}]8;;${escape}\\`,
].join('');
