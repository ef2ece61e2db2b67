import { listPrograms } from "./list-programs.ts";
import { readPrograms } from "./program-index.ts";
import { repositoryRoot } from "../repository.ts";
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

  const [{ autocomplete, isCancel }, { createProgramSearch }, { runAndShow }, { Interrupted }] =
    await Promise.all([
      import("@clack/prompts"),
      import("./find-programs.ts"),
      import("../running/run-and-show.ts"),
      import("../running/interruptible.ts"),
    ]);
  const search = createProgramSearch(repositoryRoot, programs);
  let lastSearched = "";
  const chosen = await autocomplete<string>({
    message: "Which program? Type a word, a question or an error message.",
    maxItems: 12,
    options() {
      const typed = this.userInput.trim();
      // The best match is the one that Enter takes, whatever stood first before.
      if (typed !== lastSearched) this.focusedValue = undefined;
      lastSearched = typed;
      const found = typed === "" ? programs.map((program) => ({ program })) : search(typed);
      return found.map(({ program: { name, header } }) => ({
        value: name,
        label: `${name}  ${header.title}`,
      }));
    },
    // The search has done that already.
    filter: () => true,
    validate: (name) =>
      name === undefined ? "Type something else, or press Esc to leave." : undefined,
  });
  if (isCancel(chosen)) throw new Interrupted("SIGINT");

  console.log(`pnpm lesson run ${chosen}\n`);
  process.exitCode = await runAndShow(understand([chosen], {}), {});
}
