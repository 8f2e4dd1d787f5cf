// The built-in colour palettes: 256 RGB565 values each, looked up by a grey level. They are the values of the cameras
// (firmware of July 2026, commit cbb877ed), as little-endian words in base64.

const tables: readonly string[] = [
  // rainbow
  'PwY/Bl8GfwafBr8GvwbfBv8GHwc/Bz8HXwd/B58Hvwe/B98H/wf/B/4H/gf9B/0H/Qf8B/wH+wf7B/sH+gf6B/oH+Qf5B/gH+Af4' +
    'B/cH9wf2B/YH9gf1B/UH9Af0B/QH8wfzB/IH8gfyB/EH8QfxB/AH8AfvB+8H7wfuB+4H7QftB+0H7AfsB+sH6wfrB+oH6gfqB+kH' +
    '6QfoB+gH6AfnB+cH5gfmB+YH5QflB+QH5AfkB+MH4wfiB+IH4gfhB+EH4QfgB+AH4A/gD+AP4BfgF+Af4B/gH+An4CfgL+Av4C/g' +
    'N+A34D/gP+A/4EfgR+BH4E/gT+BX4FfgV+Bf4F/gZ+Bn4Gfgb+Bv4Hfgd+B34H/gf+CH4Ifgh+CP4I/gj+CX4Jfgn+Cf4J/gp+Cn' +
    '4K/gr+Cv4Lfgt+C/4L/gv+DH4Mfgx+DP4M/g1+DX4Nfg3+Df4Ofg5+Dn4O/g7+D34Pfg9+D/4P/A/6D/gP+A/2D/QP8g/wD/AP/g' +
    '/sD+oP6A/oD+YP5A/iD+AP4A/uD9wP2g/YD9gP1g/UD9IP0A/QD94PzA/KD8oPyA/GD8QPwg/CD8APzg+8D7oPug+4D7YPtA+yD7' +
    'IPsA++D6wPqg+qD6gPpg+kD6IPog+gD64PnA+aD5oPmA+WD5QPlA+SD5APng+MD4wPig+ID4YPhA+ED4IPg=',
  // ironbow
  '/////9//3ve+9773nved733vfe9d71znPOc85xznG9/73vve297a1rrWutaa1pnOec55zlnOWMY4xjjGGMYXvve9973Xvda1trW2' +
    'tZa1lrV1rXWtVa1VrTSlNKUUpRSl85zznNOc05yylLKUkpSSlHGMcYxRjFGMMIQwhBCEEITve+97z3vPe65zrnOOc45zbWtta01r' +
    'TWssYyxjDGMMY+ta61rLWstaqlKqUopSilJpSmlKSUpJSilKKEIIQghC6EHnOcc5xzmnOaYxhjGGMWYxZSlFKUUpJSkkIQQhBCHk' +
    'IOMYwxjDGKMYohCCEIIQYhBhCEEIQQghCCAAAAAAAAEAAgADAAQIBQgFCAYIBxAIEAkQChgLGAwYDRgNIA4gDyAPKA8wDzAPOA84' +
    'D0APSBBIEFAQUBBYEGAQYBBoEGgRcBF4EXgRgDGAMYgxkDGQMZgxmDGgMaAxqDGwUbBRuFG4cLiPwK/ArsDNwO3IDMkMySvJStFq' +
    '0WnRiNmo2cfZxtnm2QXaJeJF4kTiZOKE4qTiw+Lj4uPiAusi60LrYeuB66HroevB6+HrAewh7EH0YvSC9KL0wvTi9AL1AvUi9UL1' +
    'YvWC9aL1wvXi9eL1A/4j/kP+Y/6D/qP+w/7E/uT+Bf8m/yj/Sv9M/03/b/9x/5L/lP+2/7f/2f/b//3/4/8=',
  // depth
  'IPhA+ED4YPiA+KD4wPjA+OD4APkg+UD5QPlg+YD5oPmg+cD54PkA+iD6IPpA+mD6gPqg+qD6wPrg+gD7IPsg+0D7YPuA+6D7oPvA' +
    '++D7APwg/CD8QPxg/ID8oPyg/MD84PwA/QD9IP1A/WD9gP2A/aD9wP3g/QD+AP4g/kD+YP6A/oD+oP7A/uD+AP8A/yD/QP9g/4D/' +
    'gP+g/8D/4P/g/+D34Pfg9+Dv4O/g5+Dn4Ofg3+Df4Nfg1+DX4M/gz+DH4Mfgx+C/4L/gv+C34Lfgr+Cv4K/gp+Cn4J/gn+Cf4Jfg' +
    'l+CP4I/gj+CH4Ifgh+B/4H/gd+B34Hfgb+Bv4GfgZ+Bn4F/gX+BX4FfgV+BP4E/gR+BH4EfgP+A/4D/gN+A34C/gL+Av4CfgJ+Af' +
    '4B/gH+AX4BfgD+AP4A/gB+AH4QfhB+EH4gfiB+IH4wfjB+QH5AfkB+UH5QfmB+YH5gfnB+cH6AfoB+gH6QfpB+oH6gfqB+sH6wfr' +
    'B+wH7AftB+0H7QfuB+4H7wfvB+8H8AfwB/EH8QfxB/IH8gfyB/MH8wf0B/QH9Af1B/UH9gf2B/YH9wf3B/gH+Af4B/kH+Qf6B/oH' +
    '+gf7B/sH+wf8B/wH/Qf9B/0H/gf+B/8H/wffB78HvwefB38HXwc/Bz8HHwf/Bt8Gvwa/Bp8GfwZfBj8GPwY=',
  // event dark
  '/db81tzW3Nbc1rzOvM6bzpvOm857xnvGe8ZaxlrGWsY6vjq+Gr4Zvhm++bX5tfm12LXYtdi1uK24rZitl62XrXetd6V3pValVqVW' +
    'pTadNp02nRadFZ0VnfWU9ZT1lNSU1JS0lLSMtIyUjJOMk4xzjHOEc4RShFKEMoQyfDJ8EnwSfBF88Xvxc/Fz0XPQc7BzsGuwa5Br' +
    'kGuPa29rb2NvY09jTmMuYy5jLlsOWw5bDVvtWu1S7VLNUs1SrFKsUqxKrEqMSoxKi0prSmtCS0JLQkpCKkIqOio6CjoKOgk66Tnp' +
    'MckxyTHJMagxqCmoKYgpiCmIKWcpZyFHIUchRyEmISYhJiEnIUchRyFHIUchRyFHIWghaCFoIWghaCFoIYghiSGJIYkhiSGJIakh' +
    'qSGpIaohqiHKIcohyiHKIcohyynrKesp6ynrKesp7CkMKgwqDCoMKgwqDCotKi0qLSotKi0qTSpNKk0qTipOKk4qbipuKm4qbipv' +
    'Km8qjzKPMo8yjzKPMpAysDKwMrAysDKwMrAysTLRMtEy0TLRMtEy0TLyMvIy8jLyMvIyEjMSMxMzEzMTMxMzMzszOzM7NDs0OzQ7' +
    'VDtUO1Q7VDtVO1U7dTt1O3U7dTt1O5Y7ljuWO5Y7ljuWO7Y7tju3O7c7tzu3O9c710PYQ9hD2EPYQ/hD+EM=',
  // event light
  '+EP4Q/hDGEQZRBlEGUwZTDlMOUw5TDlMOUw5VFlUWVRZVFlUWVR5VHlceVx5XHlcmVyZXJlcmWSZZJlkuWS5ZLlkumy6bNps2mza' +
    'bNps2mz6bPp0+nT6dPp0GnUadRp1Gn0afRp9On06fTp9OoU6hVqFWoVahVqFWoVajVqNe417jXuNe417jZuVm5WblZuVm5W7lbuV' +
    'u527nbud253bndud253bpdul+6X7pful+6X7pRuuG64brhuuG647rjuuPLY8tjy2XLZctly2XLZcvly+fL58vny+fL58vpzGnMac' +
    'xpzGnMa8xrzGvM68zrzOvM7cztzO3Nbc1t3W/db91v3W/Nbc1tzW3Na8zrzOm86bzpvOe8Z7xnvGWsZaxlrGOr46vhq+Gb4Zvvm1' +
    '+bX5tdi12LXYtbituK2YrZetl613rXeld6VWpValVqU2nTadNp0WnRWdFZ31lPWU9ZTUlNSUtJS0jLSMlIyTjJOMc4xzhHOEUoRS' +
    'hDKEMnwyfBJ8EnwRfPF78XPxc9Fz0HOwc7BrsGuQa5Brj2tva29jb2NPY05jLmMuYy5bDlsOWw1b7VrtUu1SzVLNUqxSrFKsSqxK' +
    'jEqMSotKa0prQktCS0JKQipCKjoqOgo6CjoJOuk56THJMckxyTGoMagpqCmIKYgpiClnKWchRyFHIUchJiE=',
];

const made: (Uint16Array | undefined)[] = [];

/** Palette 0 rainbow, 1 ironbow, 2 depth, 3 event dark, 4 event light. */
export function builtInPalette(index: number): Uint16Array {
  const known = made[index];
  if (known !== undefined) return known;
  const table = tables[index];
  if (table === undefined) throw new Error(`no palette ${index}`);
  const bytes = Buffer.from(table, 'base64');
  const palette = Uint16Array.from({ length: 256 }, (_, level) => bytes.readUInt16LE(2 * level));
  made[index] = palette;
  return palette;
}
