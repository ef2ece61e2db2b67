import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { transform } from "esbuild";
import type { Exercise, PracticeExercise } from "./exercise.ts";
import { sectionOf } from "./section.ts";

/** Returns all exercises of the chapters below `root`, in the order in which these teach. */
export async function readExercises(root: string): Promise<Exercise[]> {
  const chapters = path.join(root, "chapters");
  const names = readdirSync(chapters).filter((name) => /^\d\d-/.test(name));
  const all = await Promise.all(
    names.toSorted().map((name) => readChapterExercises(path.join(chapters, name))),
  );
  return all.flat();
}

/** Returns the exercises of one chapter, in the order in which it teaches the programs that they are about. */
export async function readChapterExercises(chapter: string): Promise<Exercise[]> {
  const folder = path.join(chapter, "practice");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const exercises = await Promise.all(
    names.toSorted().map(async (name) => ({
      ...(await load(path.join(folder, name))),
      id: `${path.basename(chapter).slice(0, 2)}/${name.replace(/\.ts$/, "")}`,
      chapter,
    })),
  );
  const { lesson } = JSON.parse(await readFile(path.join(chapter, "package.json"), "utf8")) as {
    lesson?: { order?: string[] };
  };
  const order = lesson?.order ?? [];
  const placeOf = (exercise: Exercise): number =>
    order.indexOf(sectionOf(exercise).replace(/\.ts$/, ""));
  return exercises.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Such a file imports nothing but types: it is plain JavaScript once those are gone, wherever it is loaded from. */
async function load(file: string): Promise<PracticeExercise> {
  const { code } = await transform(await readFile(file, "utf8"), { loader: "ts", format: "esm" });
  const module = (await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  )) as { exercise?: PracticeExercise };
  if (!module.exercise) throw new Error(`${file} exports no exercise`);
  return module.exercise;
}
