export { type ConfigFile, configTextWith, readConfigFile } from './config-file.ts';
export { readSettings, type Settings } from './settings.ts';
