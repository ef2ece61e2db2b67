import { listPrograms } from "./list-programs.ts";
import { readPrograms } from "./program-index.ts";
import { repositoryRoot } from "./repository.ts";
import { understand } from "./what-was-asked.ts";

/** Lets a person choose a program and runs it; prints the list where nobody can choose. */
export async function pickProgram(): Promise<void> {
  const programs = readPrograms(repositoryRoot);
  if (
    programs.length === 0 ||
    !process.stdin.isTTY ||
    !process.stdout.isTTY ||
    process.env.TERM === "dumb"
  ) {
    console.log(listPrograms(programs));
    return;
  }

  const [{ autocomplete, isCancel }, { runAndShow }, { Interrupted }] = await Promise.all([
    import("@clack/prompts"),
    import("./run-and-show.ts"),
    import("./interruptible.ts"),
  ]);
  const chosen = await autocomplete({
    message: "Which program? Type to search.",
    maxItems: 12,
    options: programs.map(({ name, header }) => ({
      value: name,
      label: `${name}  ${header.title}`,
    })),
  });
  if (isCancel(chosen)) throw new Interrupted("SIGINT");

  console.log(`pnpm lesson run ${chosen}\n`);
  process.exitCode = await runAndShow(understand([chosen], {}), {});
}
