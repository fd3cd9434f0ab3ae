export { type ConfigFile, readConfigFile } from './config-file.ts';
export { readSettings, type Settings } from './settings.ts';
