import type { ErrorData } from '../../lib/coded-error.ts';

const han = /\p{Script=Han}/u;

/**
 * Replaces `{name}` and `{name|words for when it is missing}`. Between a Chinese character and a Latin value there is
 * one space, and none between two Chinese characters, whatever the template has there.
 */
export function fillIn(template: string, values: ErrorData): string {
  return template.replace(
    /(?<before>[^ ]?)(?<left> ?)\{(?<name>\w+)(?:\|(?<missing>[^}]*))?\}(?<right> ?)(?=(?<after>[^ ]?))/gu,
    (...match) => {
      const { before, left, name, missing, right, after } = match.at(-1) as Record<string, string | undefined>;
      const value = String((Object.hasOwn(values, name!) ? values[name!] : undefined) ?? missing ?? '');
      if (value === '') return `${before}${gap(before, left, after)}`;
      return `${before}${gap(before, left, value.at(0))}${value}${gap(value.at(-1), right, after)}`;
    },
  );
}

/** The space between two characters of a Chinese text; in other texts the one of the template. */
function gap(a: string | undefined, given: string | undefined, b: string | undefined): string {
  const isHan = [a, b].map((character) => han.test(character ?? ''));
  if (isHan[0] === true && isHan[1] === true) return '';
  if (isHan[0] !== isHan[1] && isLatin(isHan[0] === true ? b : a)) return ' ';
  return given ?? '';
}

function isLatin(character: string | undefined): boolean {
  return character !== undefined && /[\w/.:"'~-]/.test(character);
}
