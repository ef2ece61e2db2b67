import { describe, expect, it } from "vitest";
import { readPrograms } from "../src/programs/program-index.ts";
import { repositoryRoot } from "../src/repository.ts";
import { spawnLesson } from "./spawn-lesson.ts";

describe("list", () => {
  it("has the programs of the chapters that are named, in teaching order, and no other", async () => {
    const { stdout, exitCode } = await spawnLesson(["list", "--json", "06", "13-package-registry"]);
    const { programs } = JSON.parse(stdout) as { programs: { name: string }[] };

    const expected = readPrograms(repositoryRoot)
      .filter(({ chapter }) => chapter === "06-gather" || chapter === "13-package-registry")
      .map(({ name }) => name);
    expect(exitCode).toBe(0);
    expect(programs.map(({ name }) => name)).toEqual(expected);
  });
});
