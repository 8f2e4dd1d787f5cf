// Prints every import that docs/architecture.md does not allow. Part of `npm run lint`.

import { readProject } from './rooms/read-project.mjs';
import { checkImports } from './rooms/check-imports.mjs';

const { files, rooms, testRooms } = readProject(process.argv[2]);
const problems = checkImports(files, rooms, testRooms);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
