import { writeText } from "tinyclip";
import { EXIT_FAILED, LessonError } from "../terminal/lesson-error.ts";

/**
 * Puts text on the system's clipboard, or where there is none (over SSH, in a container) asks the terminal to do it,
 * which most do for the sequence OSC 52: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h3-Operating-System-Commands
 *
 * @throws LessonError when there is neither a clipboard nor a terminal
 */
export async function copyToClipboard(text: string): Promise<"clipboard" | "terminal"> {
  try {
    await writeText(text);
    return "clipboard";
  } catch (error) {
    if (!process.stdout.isTTY) {
      throw new LessonError(
        'There is no clipboard here, and stdout is no terminal. Use "pnpm lesson snippets show" and a pipe.',
        { exitCode: EXIT_FAILED, cause: error },
      );
    }
    process.stdout.write(`\u001b]52;c;${Buffer.from(text).toString("base64")}\u0007`);
    return "terminal";
  }
}
