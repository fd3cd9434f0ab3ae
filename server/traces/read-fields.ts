import { BadSpan } from './span.ts';

/** Where protobuf and JSON differ in writing the same field; undefined for what is not one. */
export interface Encoding {
  /** An id as lower-case hex; '' where it is empty. */
  id(value: unknown): string | undefined;
  /** The rule for ids in words, after the field's name. */
  idRule(digits: number): string;
  int64(value: unknown): bigint | undefined;
  enumeration(value: unknown): number | undefined;
  double(value: unknown): number | undefined;
  base64(value: unknown): string | undefined;
}

/** A field that is there. JSON null means absent, and so does what an object merely inherits. */
export function field(raw: object, name: string): unknown {
  if (!Object.hasOwn(raw, name)) return undefined;
  const value: unknown = Reflect.get(raw, name);
  return value === null ? undefined : value;
}

export function listField(raw: object, name: string): unknown[] {
  const value = field(raw, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new BadSpan(`${name} must be a list`);
  return value;
}

export function textField(raw: object, name: string): string {
  const value = field(raw, name);
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new BadSpan(`${name} must be text`);
  return value;
}
