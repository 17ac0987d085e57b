import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this user's programs keep what can be made again: `%LOCALAPPDATA%` on Windows, `~/Library/Caches` on macOS, elsewhere
 * `$XDG_CACHE_HOME` or `~/.cache`.
 */
export function cacheFolder(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  home = homedir(),
): string {
  if (platform === 'win32')
    return join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Casebook', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'Casebook');
  const given = environment.XDG_CACHE_HOME;
  return join(given?.startsWith('/') ? given : join(home, '.cache'), 'casebook');
}
