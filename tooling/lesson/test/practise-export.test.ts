import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { readExercises, readVariant, type Exercise } from "@samples/lab/practice";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { exportExercise } from "../src/practise/export/export-exercise.ts";
import { withoutSolution } from "../src/practise/export/without-solution.ts";
import { findExercise } from "../src/practise/find-exercise.ts";
import { writeAnswers } from "../src/practise/working-copy.ts";
import { repositoryRoot } from "../src/repository.ts";

vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(path.join(tmpdir(), "class room "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let exercises: Exercise[];
beforeAll(async () => {
  exercises = await readExercises(repositoryRoot);
});

/** Exports an exercise, and puts what npm would install where it would be. */
async function exportTo(id: string): Promise<{ exercise: Exercise; project: string }> {
  const exercise = findExercise(id, exercises);
  const project = path.join(folder, path.basename(id));
  await exportExercise(exercise, project);
  const { dependencies, devDependencies } = JSON.parse(
    readFileSync(path.join(project, "package.json"), "utf8"),
  ) as Record<"dependencies" | "devDependencies", Record<string, string>>;
  mkdirSync(path.join(project, "node_modules"));
  for (const name of ["tsx", ...Object.keys(dependencies)]) {
    expect({ ...dependencies, ...devDependencies }[name]).toMatch(/^\d/);
    const installed = createRequire(path.join(exercise.chapter, "package.json")).resolve.paths(
      name,
    );
    symlinkSync(
      path.join(installed?.[0] ?? "", name),
      path.join(project, "node_modules", name),
      "junction",
    );
  }
  return { exercise, project };
}

function npmTest(project: string): { status: number | null; output: string } {
  const { scripts } = JSON.parse(readFileSync(path.join(project, "package.json"), "utf8")) as {
    scripts: { test: string };
  };
  const [, ...args] = scripts.test.split(" ");
  const { LAB_EMBEDDED_SERVER: _shared, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
  });
  return { status, output: `${stdout}${stderr}` };
}

it("a program that is exported fails its checks as it is, and passes them when it is solved", async () => {
  const { exercise, project } = await exportTo("06/one-by-one");

  const start = npmTest(project);
  expect(start.status).toBe(1);
  expect(start.output).toContain("✗ all ten queries are sent before the first reply");
  expect(start.output).toContain("Each waits for the one before it");

  if (exercise.kind !== "mend") throw new Error("It was of another kind");
  writeFileSync(path.join(project, "one-by-one.ts"), readVariant(exercise, exercise.solution));
  const solved = npmTest(project);
  expect(solved.output).toContain("Solved.");
  expect(solved.output).toContain("Calling findOne starts the query.");
  expect(solved.status).toBe(0);
});

it("a prediction that is exported is compared with the run", async () => {
  const { project } = await exportTo("06/one-fails");
  const answers = path.join(project, "one-fails.answers.txt");

  const open = npmTest(project);
  expect(open.status).toBe(1);
  expect(open.output).toContain("Not answered yet.");

  const asked = readFileSync(answers, "utf8");
  writeFileSync(answers, writeAnswers(asked, ["bac", "3", "no", "no"]));
  const wrong = npmTest(project);
  expect(wrong.status).toBe(1);
  expect(wrong.output).toContain("You said no; this run shows yes.");

  writeFileSync(answers, writeAnswers(asked, ["bac", "3", "yes", "no"]));
  expect(npmTest(project)).toMatchObject({ status: 0 });
});

it("a race that is exported is replayed in the order that was found", async () => {
  const { exercise, project } = await exportTo("10/find-the-overdraft");
  const answers = path.join(project, "find-the-overdraft.answers.txt");

  const open = npmTest(project);
  expect(open.status).toBe(1);
  expect(open.output).toContain('  1    find accounts {"_id":"ada"}');
  expect(open.output).toContain("No order is given yet.");

  if (exercise.kind !== "order") throw new Error("It was of another kind");
  writeFileSync(answers, writeAnswers(readFileSync(answers, "utf8"), [exercise.solution]));
  expect(npmTest(project)).toMatchObject({ status: 0 });
});

describe("what is exported does not give away", () => {
  it("how any exercise is solved", async () => {
    const checked = await Promise.all(exercises.map((exercise) => whatIsLeft(exercise)));

    expect(
      checked.flatMap(({ id, text, secrets }) =>
        secrets.filter((each) => text.includes(each)).map(() => id),
      ),
    ).toEqual([]);
    expect(checked.flatMap(({ secrets }) => secrets).length).toBeGreaterThan(200);
  });
});

/** Returns what the checks of an exported exercise hold of it, and what they must not hold. */
async function whatIsLeft(
  exercise: Exercise,
): Promise<{ id: string; text: string; secrets: string[] }> {
  const { id, kind, chapter, hints } = exercise;
  const file = path.join(chapter, "practice", `${path.posix.basename(id)}.ts`);
  const bare = await withoutSolution(readFileSync(file, "utf8"), kind, "./given.ts");
  const { outputFiles } = await build({
    stdin: { contents: `${bare}\nconsole.log(exercise);`, loader: "ts" },
    bundle: true,
    write: false,
    format: "esm",
  });
  const variants =
    kind === "predict" ? [] : kind === "order" ? [] : [exercise.solution, ...exercise.wrong];
  const secrets = variants.flatMap((variant) =>
    typeof variant === "string"
      ? []
      : [variant.code ?? "", ...(variant.edit ?? []).map(([, to]) => to)],
  );
  return {
    id,
    text: outputFiles[0]?.text ?? "",
    // A hint may say it.
    secrets: secrets
      .map((each) => each.trim())
      .filter((each) => each.includes("(") && !hints.join("\n").includes(each)),
  };
}
