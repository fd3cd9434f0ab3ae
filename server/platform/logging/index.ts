export { createLogger, type LogFormat, type Logger, type LoggerOptions, type LogLevel } from './create-logger.ts';
export { redactSecrets } from './redact-secrets.ts';
