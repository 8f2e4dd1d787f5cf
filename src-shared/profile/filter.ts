import { formatAddress } from './format.ts';
import type { ProfileTable } from './profile-table.ts';

/**
 * Keeps the rows whose name or address contains every word of the query, ignoring case. A word with a leading "-" must
 * not occur. An empty query keeps all rows. The order of `rows` is unchanged.
 */
export function filterRows(
  rows: Uint32Array,
  table: ProfileTable,
  names: readonly string[],
  query: string,
): Uint32Array {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = words.filter((word) => !word.startsWith('-') || word === '-');
  const unwanted = words.filter((word) => word.startsWith('-') && word !== '-').map((word) => word.slice(1));
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = `${names[row]!.toLowerCase()} ${formatAddress(table.address[row]!)}`;
    return wanted.every((word) => text.includes(word)) && !unwanted.some((word) => text.includes(word));
  });
}
