import { NibbleError } from '#schemas/errors.ts';

const mostBytes = 64 * 1024;

/** The JSON body of a command; none at all counts as `{}`. Throws `invalid` for what is no JSON or too long. */
export async function readBody(request: Request): Promise<unknown> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > mostBytes) throw new NibbleError('invalid', `The body is longer than ${mostBytes} bytes.`);
  const text = await request.text();
  if (text.length > mostBytes) throw new NibbleError('invalid', `The body is longer than ${mostBytes} bytes.`);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NibbleError('invalid', 'The body is not JSON.', { cause });
  }
}
