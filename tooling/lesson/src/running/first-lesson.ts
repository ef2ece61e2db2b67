import { existsSync } from "node:fs";
import path from "node:path";
import { compareAndShow } from "./compare-and-show.ts";
import { wrapText } from "@samples/timeline";
import { colors, terminal } from "../terminal/terminal.ts";
import { understand } from "../programs/what-was-asked.ts";

const intro = [
  "A program wants ten documents from a database that answers each query after 50 ms.",
  "Meanwhile, a timer should beat every 10 ms. Two programs do this.",
  "The first blocks its main thread until each answer is there; a worker sends its queries.",
  "The second has one thread: it sends all ten queries, and then waits.",
  "The pictures begin with the first query.",
].join(" ");

const next = `
Both pictures show the two runs above; nothing is drawn by hand. Next:

  pnpm lesson compare 02/blocking-query 02/async-one-by-one
      an await in the loop: as slow as before, and yet the timer beats
  pnpm lesson
      all programs, to pick from
  chapters/02-blocking-vs-async/README.md
      the lesson, with the code beside the pictures`;

const withoutPnpm = `
There is no pnpm on this machine's path. Install it once, with
\`npm install --global pnpm@10.34.8\`, or write \`npx -y pnpm@10.34.8\` instead of \`pnpm\`.`;

/** Tells the story of the first lesson with the learner's own runs. Returns the exit code. */
export async function tellFirstLesson(options: { mongo?: string; debug?: true }): Promise<number> {
  console.log(`${wrapText(intro, terminal.width).join("\n")}\n`);
  const exitCode = await compareAndShow(
    understand(["02/blocking-query", "02/async-all-at-once"], {}),
    {
      ...options,
      picture: true,
      fromFirstOperation: true,
    },
  );
  console.log(hasPnpm(process.env) ? next : next + withoutPnpm);
  console.log(colors.dim("\nWhat each command can do: pnpm lesson --help"));
  return exitCode;
}

/** Whether a person can type `pnpm`: what npx and package scripts put on the path is gone once they end. */
function hasPnpm(environment: NodeJS.ProcessEnv): boolean {
  const folders = (environment.PATH ?? environment.Path ?? "").split(path.delimiter);
  return folders
    .filter((folder) => folder !== "" && !folder.includes("node_modules"))
    .some((folder) =>
      ["pnpm", "pnpm.cmd", "pnpm.exe"].some((name) => existsSync(path.join(folder, name))),
    );
}
