import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseUnwritableFile, writeOutputFile } from "../src/terminal/output-file.ts";
import { spawnLesson } from "./spawn-lesson.ts";

let folder: string;
const inFolder = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "pictures "));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("refuseUnwritableFile", () => {
  it("leaves a folder without the file, and a file with its text, as they are", () => {
    writeFileSync(inFolder("old.svg"), "old");

    refuseUnwritableFile(inFolder("old.svg"));
    refuseUnwritableFile(inFolder("new.svg"));

    expect(readdirSync(folder)).toEqual(["old.svg"]);
    expect(readFileSync(inFolder("old.svg"), "utf8")).toBe("old");
  });

  it("says what is in the way", () => {
    mkdirSync(inFolder("a folder"));
    writeFileSync(inFolder("a file"), "");

    expect(() => refuseUnwritableFile(inFolder("nowhere/x.svg"))).toThrow(
      `Cannot write ${inFolder("nowhere/x.svg")}: there is no folder ${inFolder("nowhere")}.`,
    );
    expect(() => refuseUnwritableFile(inFolder("a folder"))).toThrow(
      `Cannot write ${inFolder("a folder")}: it is a folder. Give the name of a file.`,
    );
    expect(() => refuseUnwritableFile(path.join(inFolder("a file"), "x.svg"))).toThrow(
      // Windows has one error for both.
      /^Cannot write .*x\.svg: (?:.*a file is not a folder|there is no folder .*a file)\.$/,
    );
  });
});

describe("writeOutputFile", () => {
  it("replaces what was there, and leaves nothing beside it", () => {
    writeFileSync(inFolder("picture.svg"), "old and longer than the new");

    writeOutputFile(inFolder("picture.svg"), "new");

    expect(readdirSync(folder)).toEqual(["picture.svg"]);
    expect(readFileSync(inFolder("picture.svg"), "utf8")).toBe("new");
  });
});

describe("lesson run", () => {
  it("refuses a file that cannot be written before it runs anything", async () => {
    expect(
      await spawnLesson(["run", "beat-for-ever.mjs", "--svg", inFolder("nowhere/x.svg")]),
    ).toEqual({
      stdout: "",
      stderr: `Cannot write ${inFolder("nowhere/x.svg")}: there is no folder ${inFolder("nowhere")}.\n`,
      exitCode: 1,
    });
  });

  it("writes each kind of picture that was asked for, seen from the folder of the command", async () => {
    writeFileSync(inFolder("hello.mjs"), "console.log('hello');\n");

    const { exitCode, stderr } = await spawnLesson(
      [
        "run",
        "hello.mjs",
        "--no-picture",
        "--svg",
        "a.svg",
        "--html",
        "b.html",
        "--perfetto",
        "c.json",
      ],
      { cwd: folder },
    );

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(readFileSync(inFolder("a.svg"), "utf8")).toMatch(/^<svg [^]+hello\.mjs[^]+<\/svg>\n$/);
    expect(readFileSync(inFolder("b.html"), "utf8")).toMatch(/^<!doctype html>[^]+hello\.mjs/);
    expect(JSON.parse(readFileSync(inFolder("c.json"), "utf8"))).toHaveProperty("traceEvents");
  });
});
