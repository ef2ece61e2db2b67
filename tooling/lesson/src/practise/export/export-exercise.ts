import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundleProgram } from "@samples/bundle";
import { readRegistry } from "@samples/lab";
import {
  asksForProgram,
  packagesIn,
  readSiblings,
  readVariant,
  writeSiblings,
  type Exercise,
} from "@samples/lab/practice";
import { packageFolder } from "../../eject/program-parts.ts";
import { repositoryRoot } from "../../repository.ts";
import { oneLine } from "../one-line.ts";
import { answersText, startText } from "../working-copy.ts";
import { bundleCheck } from "./bundle-check.ts";
import { withoutSolution } from "./without-solution.ts";

/**
 * Writes an exercise as a project of its own, for somebody who has no copy of this repository: the start, the task in a README, and
 * its checks for `npm test`. The solution is not in it.
 *
 * @param folder an empty one
 */
export async function exportExercise(exercise: Exercise, folder: string): Promise<string[]> {
  const name = path.posix.basename(exercise.id);
  const checks = path.join(folder, "check");
  const start = startText(exercise);
  const answers = answersText(exercise);
  await mkdir(path.join(checks, "practice"), { recursive: true });

  const own: Record<string, string> = {
    [`${name}.ts`]: forProject(start, exercise.id),
    ...(answers === undefined ? {} : { [`${name}.answers.txt`]: forProject(answers, exercise.id) }),
    "package.json": json(await manifestOf(exercise, name)),
    "tsconfig.json": json(compilerOptions),
    "README.md": readmeOf(exercise, name),
    ".gitignore": "node_modules/\n",
  };
  for (const [file, text] of Object.entries(own)) await writeFile(path.join(folder, file), text);
  writeSiblings(folder, exercise, start);
  // A prediction is about the program as it was given; of others only the packages are read of which they speak.
  const given = answers === undefined ? await speakOf(exercise) : start;
  await writeFile(path.join(checks, "practice", `${name}.ts`), given);
  writeSiblings(path.join(checks, "practice"), exercise, given);

  await writeChecks(exercise, checks, name, answers === undefined ? ".ts" : ".answers.txt");
  return Object.keys(own);
}

async function writeChecks(
  exercise: Exercise,
  checks: string,
  name: string,
  ending: string,
): Promise<void> {
  const { chapter, kind, id } = exercise;
  const source = await readFile(path.join(chapter, "practice", `${name}.ts`), "utf8");
  const bare = await withoutSolution(source, kind, `./${name}.ts`);
  await bundleCheck(
    path.join(checks, "check.mjs"),
    `${bare}\nexport const exported = { exercise, id: ${JSON.stringify(id)}, file: ${JSON.stringify(name + ending)} };\n`,
  );
  await writeFile(path.join(checks, "packages.bson"), Buffer.concat(await readRegistry()));
  const server = await bundleProgram({
    folder: path.join(repositoryRoot, "packages/embedded-mongo"),
    entry: "src/main.ts",
    isSelfContained: true,
  });
  await cp(path.dirname(server), path.join(checks, "server"), { recursive: true });
  await copyPreloads(checks);
  await cp(path.join(repositoryRoot, "LICENSE"), path.join(checks, "LICENSE"));
}

/** What the lab loads into other processes is named by its place. */
async function copyPreloads(checks: string): Promise<void> {
  const lab = "packages/lab/src";
  for (const file of await readdir(path.join(repositoryRoot, lab), { recursive: true })) {
    if (!/\.[mc]js$/.test(file)) continue;
    const copy = path.join(checks, lab, file);
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(path.join(repositoryRoot, lab, file), copy);
  }
}

/** The packages of which an exercise's programs speak are in the data of every run. */
async function speakOf(exercise: Exercise): Promise<string> {
  return `// ${(await packagesIn(textsOf(exercise))).join(" ")}\n`;
}

function textsOf(exercise: Exercise): string[] {
  const texts = asksForProgram(exercise)
    ? [
        readVariant(exercise, exercise.start, exercise.solution),
        readVariant(exercise, exercise.solution),
      ]
    : [readVariant(exercise, exercise.program)];
  return texts.flatMap((text) => [text, ...readSiblings(exercise, text).values()]);
}

async function manifestOf(exercise: Exercise, name: string): Promise<object> {
  const manifest = path.join(exercise.chapter, "package.json");
  const { dependencies = {} } = JSON.parse(await readFile(manifest, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  const texts = textsOf(exercise);
  const used = Object.keys(dependencies).filter((each) =>
    texts.some((text) => text.includes(`"${each}"`) || text.includes(`'${each}'`)),
  );
  return {
    name,
    private: true,
    type: "module",
    scripts: { test: "node check/check.mjs" },
    engines: { node: ">=20.19" },
    dependencies: await versionsOf(used, manifest),
    // Node 20 and 22 do not run TypeScript themselves; the compiler and the types are for an editor.
    devDependencies: await versionsOf(["@types/node", "tsx", "typescript"], manifest),
  };
}

async function versionsOf(names: readonly string[], from: string): Promise<object> {
  const versions = names.map(async (name) => {
    const text = await readFile(path.join(packageFolder(name, from), "package.json"), "utf8");
    return [name, (JSON.parse(text) as { version: string }).version] as const;
  });
  return Object.fromEntries(await Promise.all(versions));
}

/** As the programs of the chapters are checked. */
const compilerOptions = {
  compilerOptions: {
    target: "ES2023",
    module: "NodeNext",
    lib: ["ES2023", "ESNext.Disposable"],
    types: ["node"],
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
  },
  include: ["*.ts"],
};

function readmeOf(exercise: Exercise, name: string): string {
  const { title, task, hints } = exercise;
  const folded = hints.map(
    (hint, index) =>
      `<details>\n<summary>Hint ${index + 1} of 3</summary>\n\n${oneLine(hint)}\n\n</details>\n`,
  );
  return `# ${title}

${oneLine(task)}

${asksForProgram(exercise) ? `Your file is \`${name}.ts\`.` : `The program is \`${name}.ts\`. Write your answers into \`${name}.answers.txt\`.`} Then:

\`\`\`sh
npm install
npm test
\`\`\`

\`npm test\` runs the program with a MongoDB of its own, draws what happened, and says which claims hold. It needs Node.js 20.19 or newer, and
nothing else.

${folded.join("\n")}
From the lessons "MongoDB with async TypeScript". What checks the program lies in \`check/\`, and needs no change.
`;
}

/** Here it is not run by this repository's command line. */
function forProject(text: string, id: string): string {
  return text.replace(`pnpm lesson practise ${id}`, "npm test");
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
