import { homedir } from 'node:os';
import path from 'node:path';

/**
 * The folder for settings and drafts: VIEWFINDER_DATA, or the usual place of the system, which the desktop program uses
 * too.
 */
export function defaultDataFolder(): string {
  const { env, platform } = process;
  if (env['VIEWFINDER_DATA']) return path.resolve(env['VIEWFINDER_DATA']);
  if (platform === 'win32') return path.join(env['APPDATA'] ?? path.join(homedir(), 'AppData/Roaming'), 'viewfinder');
  if (platform === 'darwin') return path.join(homedir(), 'Library/Application Support/viewfinder');
  return path.join(env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config'), 'viewfinder');
}
