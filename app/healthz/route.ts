import { json } from '../api/_border/json.ts';

/** The process is up; whether it can answer is what `/readyz` says. */
export function GET(): Response {
  return json({ ok: true });
}
