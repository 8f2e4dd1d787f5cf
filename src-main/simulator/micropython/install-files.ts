// The files of a simulated board: its Python modules, those that are not simulated, and the flash disk.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { assetFile } from '../../lib/product-files.ts';
import type { FamilyScripting } from '../core/board-family.ts';
import type { ScriptEngineOptions } from '../core/script-engine.ts';
import type { EmscriptenFileSystem } from './emscripten-file-system.ts';
import { lockDownFiles } from './file-lockdown.ts';
import { mountFolder } from './flash-file-system.ts';
import { libraryFolder } from './traceback.ts';

export function installFiles(
  files: EmscriptenFileSystem,
  scripting: FamilyScripting,
  { board, flashFolder }: ScriptEngineOptions,
): void {
  files.mkdir('/rom');
  files.mkdir(libraryFolder);
  for (const module of scripting.modules) {
    const source = assetFile('simulator', 'lib', module);
    for (const name of readdirSync(source))
      if (name.endsWith('.py')) files.writeFile(`${libraryFolder}/${name}`, readFileSync(path.join(source, name)));
  }
  for (const name of scripting.unsimulated(board))
    files.writeFile(`${libraryFolder}/${name}.py`, `raise ImportError("${name} is not simulated")\n`);
  files.mkdir('/flash');
  mountFolder(files, flashFolder, '/flash');
  files.chdir('/flash');
  lockDownFiles(files, ['flash', 'rom'], '/flash');
}
