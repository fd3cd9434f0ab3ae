import type { Attributes } from '@opentelemetry/api';
import { attributeNames } from './attribute-names.ts';

const knownMethods = new Set(['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'QUERY', 'TRACE']);

/** Span name and method attributes of an HTTP call; a method that nobody knows would make names without end. */
export function httpMethodAttributes(given: string, target: string | null): { name: string; attributes: Attributes } {
  const method = given.toUpperCase();
  const known = knownMethods.has(method);
  const verb = known ? method : 'HTTP';
  const attributes: Attributes = { [attributeNames.httpMethod]: known ? method : '_OTHER' };
  if (!known || method !== given) attributes[attributeNames.httpMethodOriginal] = given;
  return { name: target === null ? verb : `${verb} ${target}`, attributes };
}
