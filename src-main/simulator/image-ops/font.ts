// The characters of draw_string: 5 × 7 dots drawn for this project in a cell of 8 × 10, ASCII 32 to 126. A glyph is a
// row of base-32 digits, one a line from the top, highest bit left; two more lines hang below where the letter does.

export const glyphWidth = 8;
export const glyphHeight = 10;

const glyphs =
  '0000000 4444404 aaa0000 aavavaa 4fke5u4 op248j3 cik8lid 4480000 2488842 8422248 04lel40 044v440 00000c48 000v000 ' +
  '00000cc 01248g0 ehjlphe 4c4444e eh1248v v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c 0cc0cc0 0cc00c48 ' +
  '248g842 00v0v00 g84248g eh12404 eh1dlle ehhhvhh uhhuhhu ehggghe sihhhis vgguggv vgguggg ehgnhhf hhhvhhh e44444e ' +
  '72222ic hikokih ggggggv hrllhhh hhpljhh ehhhhhe uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla ' +
  'hha4ahh hhha444 v1248gv e88888e 0g84210 e22222e 4ah0000 0000000v 8420000 00e1fhf ggmphhu 00egghe 11djhhf 00ehvge ' +
  '698s888 00fhhhf1e ggmphhh 40c444e 2062222ic ggikoki c44444e 00qllhh 00mphhh 00ehhhe 00uhhhugg 00fhhhf11 00mpggg ' +
  '00fge1u 88s8896 00hhhjd 00hhha4 00hhlla 00ha4ah 00hhhhf1e 00v248v 2448442 4444444 8442448 008l200';

/** Ten bytes a character: bit 7 is the leftmost dot. */
const dots = glyphs.split(' ').map((glyph) => {
  const rows = new Uint8Array(glyphHeight);
  for (const [line, digit] of glyph.split('').entries()) rows[line + 1] = Number.parseInt(digit, 32) << 2;
  return rows;
});

/** The ten lines of a character, or undefined for one the font does not have. */
export function glyphOf(code: number): Uint8Array | undefined {
  return dots[code - 32];
}
