/**
 * What the registry will not do, for a reason that whoever asked should know. `status` is the HTTP status that says the
 * same. Any other error is a fault, and its message is nobody's business but the log's.
 */
export class Refusal extends Error {
  override name = "Refusal";

  readonly status: 400 | 401 | 403 | 404 | 409;

  constructor(status: Refusal["status"], message: string) {
    super(message);
    this.status = status;
  }
}

/** Whether a write was refused because a unique index has the value already. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === 11_000;
}
