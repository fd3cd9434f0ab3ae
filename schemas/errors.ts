/** The closed list of error codes; each border (HTTP, page, consumer) translates them once. */
export const errorCodes = ['not_found', 'invalid', 'conflict', 'forbidden', 'unavailable', 'internal'] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const httpStatusOf: Record<ErrorCode, number> = {
  not_found: 404,
  invalid: 422,
  conflict: 409,
  forbidden: 403,
  unavailable: 503,
  internal: 500,
};

/** The one error family. `detail` is plain words that may be shown to a user; `cause` is for the log only. */
export class NibbleError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${code}: ${detail}`, options);
    this.name = 'NibbleError';
    this.code = code;
    this.detail = detail;
  }
}
