import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { spawnLesson } from "./spawn-lesson.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "eject "));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("refuses a folder that is not empty, and leaves what is in it alone", async () => {
  writeFileSync(path.join(folder, "gather.ts"), "mine");

  const ended = await spawnLesson(["eject", "06/gather", folder]);

  expect({ ...ended, files: readdirSync(folder) }).toEqual({
    stdout: "",
    stderr: `Cannot write to ${folder}: it is not empty (gather.ts is there). Give an empty folder, or one that does not exist yet.\n`,
    exitCode: 2,
    files: ["gather.ts"],
  });
  expect(readFileSync(path.join(folder, "gather.ts"), "utf8")).toBe("mine");
});

it.each([
  ["is itself a file", "file", "it is a file. Give the name of a folder.", 2],
  ["would lie in a file", "file/below", "a part of its path is a file.", 1],
])("refuses a folder that %s", async (_name, place, why, exitCode) => {
  writeFileSync(path.join(folder, "file"), "mine");
  const target = path.join(folder, place);

  const ended = await spawnLesson(["eject", "06/gather", target]);

  expect(ended).toEqual({ stdout: "", stderr: `Cannot write to ${target}: ${why}\n`, exitCode });
  expect(readFileSync(path.join(folder, "file"), "utf8")).toBe("mine");
});

it("refuses a program that does not exist, and makes no folder", async () => {
  const target = path.join(folder, "new");

  const ended = await spawnLesson(["eject", "06/gathr", target]);

  expect({ ...ended, isMade: existsSync(target) }).toEqual({
    stdout: "",
    stderr:
      "There is no program called 06/gathr. Did you mean 06/gather? All programs: pnpm lesson list\n",
    exitCode: 2,
    isMade: false,
  });
});
