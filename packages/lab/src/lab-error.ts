export type LabErrorCode =
  | "file-not-found"
  | "not-a-program"
  | "node-too-old"
  | "port-taken"
  | "unreachable"
  | "unauthorized"
  | "bad-uri"
  | "no-docker"
  | "needs-server"
  | "server-failed"
  | "registry-missing"
  | "bad-option"
  | "aborted"
  | "order-not-found";

/**
 * Something around the program cannot be had. The message says what happened, what was expected
 * and what to do, and never holds credentials, so it can be shown without a stack trace.
 */
export class LabError extends Error {
  override name = "LabError";
  readonly code: LabErrorCode;

  constructor(code: LabErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
