import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { LessonError } from "../terminal/lesson-error.ts";
import { repositoryRoot, shortPath } from "../repository.ts";

const template = { program: "both-at-once", twin: "one-then-the-other" };

/**
 * Copies the template's program, its twin and their test under a new name, with a chapter around them where there is
 * none yet, and says what to edit.
 *
 * @throws LessonError when the name is not one, or is taken
 */
export function createProgram(typed: string, root = repositoryRoot): void {
  const [, number = "", topic, name = ""] =
    /^(\d\d)(?:-([a-z0-9]+(?:-[a-z0-9]+)*))?\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(typed) ?? [];
  if (name === "") {
    throw new LessonError(
      `Cannot use "${typed}" as a name: write 06/my-idea, or 15-my-topic/my-idea for a new chapter, with small letters, digits and hyphens.`,
    );
  }
  const chapters = path.join(root, "chapters");
  const existing = readdirSync(chapters).find((folder) => folder.startsWith(`${number}-`));
  if (existing && topic && existing !== `${number}-${topic}`) {
    throw new LessonError(`Chapter ${number} is ${existing}: write ${number}/${name}.`);
  }
  if (!existing && !topic) {
    throw new LessonError(
      `There is no chapter ${number}. To begin it: pnpm lesson new ${number}-my-topic/${name}`,
    );
  }
  const chapter = existing ?? `${number}-${topic}`;
  const folder = path.join(chapters, chapter);
  const from = path.join(chapters, "_template");
  const copies = [
    [`src/${template.program}.ts`, `src/${name}.ts`],
    [`src/${template.twin}.ts`, `src/not-${name}.ts`],
    [`test/${template.program}.test.ts`, `test/${name}.test.ts`],
  ] as const;
  const taken = copies.map(([, to]) => path.join(folder, to)).find((file) => existsSync(file));
  if (taken) throw new LessonError(`${shortPath(taken)} already exists: choose another name.`);

  if (!existing) {
    for (const file of ["package.json", "tsconfig.json", "vitest.config.ts"]) {
      mkdirSync(folder, { recursive: true });
      cpSync(path.join(from, file), path.join(folder, file));
    }
    rewrite(path.join(folder, "package.json"), [
      ["00-template", chapter],
      ["Copy this folder to begin a lesson", "In one line: what this chapter is about"],
    ]);
    writeFileSync(path.join(folder, "README.md"), `# ${number}: ${topic?.replaceAll("-", " ")}\n`);
  }
  for (const [source, to] of copies) {
    const file = path.join(folder, to);
    mkdirSync(path.dirname(file), { recursive: true });
    cpSync(path.join(from, source), file);
    rewrite(file, [
      [template.program, name],
      [template.twin, `not-${name}`],
    ]);
  }
  const program = `${number}/${name}`;
  console.log(`${existing ? "" : `Began chapter ${chapter}. Run pnpm install once.\n`}Wrote, with what to do in each:
  ${shortPath(path.join(folder, `src/${name}.ts`))}       the header, and the idea
  ${shortPath(path.join(folder, `src/not-${name}.ts`))}   its twin: the wrong way; name it for the bug
  ${shortPath(path.join(folder, `test/${name}.test.ts`))} what must hold for the one and fail for the other

Then: pnpm lesson run ${program}
      pnpm lesson record ${program}
      and a part in ${shortPath(path.join(folder, "README.md"))}`);
}

function rewrite(file: string, replacements: [string, string][]): void {
  let text = readFileSync(file, "utf8");
  for (const [from, to] of replacements) text = text.replaceAll(from, to);
  writeFileSync(file, text);
}
