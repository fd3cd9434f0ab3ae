import { randomBytes } from 'node:crypto';

/** A random prefix for topics and groups, so that test runs do not meet on one broker. */
export function topicPrefix(): string {
  return `test-${randomBytes(5).toString('hex')}-`;
}
