import { readSettings, type Settings } from '#server/platform/config/index.ts';
import { inProcess } from './in-process.ts';

/** The settings of the web process; throws `invalid` that names every wrong one. */
export function settings(): Settings {
  return inProcess('settings', () => readSettings(process.env));
}
