// Prints every import that docs/architecture.md does not allow, and every cycle. Part of `npm run lint`.

import { readProject } from './rooms/read-project.mjs';
import { checkImports, importCycles } from './rooms/check-imports.mjs';

const { files, rooms, testRooms } = readProject(process.argv[2]);
const cycles = importCycles(files, rooms);
const problems = [
  ...checkImports(files, rooms, testRooms),
  ...[...cycles.files, ...cycles.rooms].map((cycle) => `Import cycle: ${cycle.join(', ')}.`),
];
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
