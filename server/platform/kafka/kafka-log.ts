import { type logCreator, logLevel } from 'kafkajs';

type Log = (fields: object, text: string) => void;

/** What this room needs of a logger; the product's loggers fit. */
export interface KafkaLogger {
  debug: Log;
  info: Log;
  warn: Log;
  error: Log;
}

/**
 * Hands kafkajs's lines to our logger. Its errors become warnings and its warnings become debug lines: it retries by
 * itself, and what it gives up on reaches the caller as an error, which is where it is judged.
 */
export function kafkaLogCreator(logger: KafkaLogger): logCreator {
  return () =>
    ({ namespace, level, log }) => {
      const { message, timestamp: _timestamp, logger: _logger, ...fields } = log;
      const write: Log = level === logLevel.ERROR ? logger.warn.bind(logger) : logger.debug.bind(logger);
      write({ ...fields, kafkajs: namespace }, message);
    };
}
