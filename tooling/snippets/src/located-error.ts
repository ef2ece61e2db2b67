/** A mistake in a file that a person can mend: says where it stands and what to do. */
export class LocatedError extends Error {
  override name = "LocatedError";
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;

  constructor(file: string, line: number, what: string, options?: ErrorOptions) {
    super(`${file}:${line}: ${what}`, options);
    this.file = file;
    this.line = line;
  }
}
