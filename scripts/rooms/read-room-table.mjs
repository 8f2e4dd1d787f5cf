// The table of rooms in docs/architecture.md is the one definition of the rooms and of what each may import.

/**
 * Reads the table whose header starts with the given title. Returns a map from each room (a folder; `features/*` stands
 * for each folder in `features`) to the entries of its last column: rooms, `node:*`, or packages.
 */
export function readRoomTable(markdown, title = 'Room') {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${title} `));
  if (start === -1) throw new Error(`docs/architecture.md has no table that starts with the column "${title}".`);
  const rooms = new Map();
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith('|')) break;
    const cells = line.split('|').slice(1, -1);
    const allowed = codeIn(cells.at(-1));
    for (const room of codeIn(cells[0])) {
      if (rooms.has(room)) throw new Error(`docs/architecture.md lists ${room} twice.`);
      rooms.set(room, allowed);
    }
  }
  return rooms;
}

function codeIn(cell) {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);
}
