/** A command that cannot be done, in a sentence for the person who typed it. */
export class CommandError extends Error {
  override name = "CommandError";
  readonly exitCode: number;

  /** @param exitCode 1: it could not be done; 2: it was typed wrong; 130: it was ended by Ctrl-C */
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
