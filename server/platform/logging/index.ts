export { createLogger, type LogFormat, type Logger, type LoggerOptions, type LogLevel } from './create-logger.ts';
