/**
 * `pnpm student [chapter…]`: what somebody does who has only just come. A fresh copy, a fresh home, an installation, and
 * then the commands of the READMEs as they stand; an exercise, from its start to its solution; and every program of the
 * chapter prints what its README shows.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createFreshCopy } from "./fresh-copy.ts";
import { followExercise } from "./follow-exercise.ts";
import { followReadme, runAsShown, type Followed } from "./follow-readme.ts";

const repository = path.resolve(fileURLToPath(import.meta.url), "../../../..");
const all = readdirSync(path.join(repository, "chapters")).filter((name) => /^\d\d-/.test(name));
const asked = process.argv.slice(2).map((name) => {
  const chapter = all.find((each) => each === name || each.slice(0, 2) === name);
  if (!chapter) {
    console.error(`There is no chapter ${name}. There are ${all.join(", ")}.`);
    process.exit(2);
  }
  return chapter;
});
const chapters = asked.length > 0 ? asked : all;
// Everybody begins with the front page.
const readmes = [
  "README.md",
  ...chapters.map((chapter) => path.posix.join("chapters", chapter, "README.md")),
];

const copy = createFreshCopy(repository);
const faults: Followed[] = [];
let passed = 0;

function note(followed: Followed): void {
  const { file, line, command, fault } = followed;
  console.log(`${fault === undefined ? "ok  " : "FAIL"} ${file}:${line}: ${command}`);
  if (fault === undefined) passed += 1;
  else faults.push(followed);
}

function step(file: string, command: string): boolean {
  const fault = runAsShown(command, copy);
  note({ file, line: 1, command, fault });
  return fault === undefined;
}

try {
  console.log(`A fresh copy: ${copy.root}`);
  const isInstalled =
    step("README.md", "npm install --global pnpm@10.34.8") && step("README.md", "pnpm install");
  if (isInstalled) {
    for (const readme of readmes) {
      if (!existsSync(path.join(copy.root, readme))) {
        note({ file: readme, line: 1, command: "read it", fault: "there is no such file" });
        continue;
      }
      for (const followed of followReadme(readme, copy)) note(followed);
    }
    for (const chapter of chapters) {
      for (const followed of followExercise(chapter, copy)) note(followed);
    }
    // What the READMEs show must be what comes out here, in this folder and with this home.
    for (const chapter of chapters) {
      step(`chapters/${chapter}/README.md`, `pnpm lesson verify ${chapter}`);
    }
  }
} finally {
  copy.remove();
}
for (const { file, line, command, fault } of faults) {
  console.error(`\n${file}:${line}: ${command}\n${fault}`);
}
console.log(`\n${passed} passed, ${faults.length} failed`);
process.exitCode = faults.length === 0 ? 0 : 1;
