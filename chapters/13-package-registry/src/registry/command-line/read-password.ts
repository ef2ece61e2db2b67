import { once } from "node:events";
import type { Readable } from "node:stream";
import { isCancel, password as askPassword } from "@clack/prompts";
import { CommandError } from "./command-error.ts";

/** Longer than any password may be: a file that was sent here by mistake is not read to its end. */
const mostCharacters = 1_000;

/**
 * Returns a new password. A person types it twice, and does not see it; else it is the first line of standard input. It
 * is never an argument: those stand in the shell's history, and every user of the machine can list them.
 *
 * @throws CommandError when there is none
 */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return await readFirstLine(process.stdin);
  const first = await ask("Password");
  const second = await ask("Once more");
  if (first !== second)
    throw new CommandError("The two passwords are not the same.");
  return first;
}

async function ask(message: string): Promise<string> {
  // Standard output is for the answer.
  const typed = await askPassword({
    message,
    mask: "*",
    output: process.stderr,
  });
  if (isCancel(typed)) throw new CommandError("Nothing was done.", 130);
  return typed;
}

async function readFirstLine(input: Readable): Promise<string> {
  let text = "";
  input.setEncoding("utf8");
  input.on("data", (chunk: string) => {
    text += chunk;
    if (text.includes("\n") || text.length > mostCharacters) input.destroy();
  });
  await once(input, "close");
  const [line = ""] = text.split(/\r?\n/, 1);
  if (line === "")
    throw new CommandError(
      "Expected a password as the first line of standard input.",
    );
  return line;
}
