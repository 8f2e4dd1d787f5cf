// Given to Node by --import: the name `electron` leads to the built stand-in, for ES modules and for CommonJS.

import Module, { register } from 'node:module';
import { fileURLToPath } from 'node:url';

const standIn = new URL('../../dist/stand-in/electron.js', import.meta.url);
register(new URL('resolve-electron.mjs', import.meta.url), { data: { url: standIn.href } });

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, ...rest) {
  return request === 'electron' ? fileURLToPath(standIn) : resolveFilename.call(this, request, ...rest);
};
