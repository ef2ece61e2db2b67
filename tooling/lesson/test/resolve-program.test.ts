import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPrograms } from "../src/programs/program-index.ts";
import { resolveProgram } from "../src/programs/resolve-program.ts";

let root: string;
const program = (title: string): string => `/**\n * @title ${title}\n */\n`;

beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), "lesson programs "));
  const files = {
    "chapters/02-blocking/src/hash.ts": program("Hash"),
    "chapters/02-blocking/src/hash-worker.ts": "// what a worker runs: no program\n",
    "chapters/02-blocking/src/types.d.ts": program("Not a program"),
    "chapters/06-gather/src/gather.ts": program("Ask for everything"),
    "chapters/06-gather/src/hash.ts": program("Hash together"),
    "chapters/07-empty/README.md": "nothing yet",
    "chapters/_template/src/copy-me.ts": program("A template"),
    "elsewhere/mine.mts": "console.log(1)",
    "elsewhere/gather": "a file with no ending",
    "elsewhere/notes.txt": "no program",
    "elsewhere/folder/keep.js": "",
  };
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const resolve = (typed: string, folder = path.join(root, "elsewhere")) => {
  const { file, listed } = resolveProgram(typed, readPrograms(root), folder);
  return { file: path.relative(root, file).split(path.sep).join("/"), name: listed?.name };
};

describe("readPrograms", () => {
  it("lists the files with a title, of the chapters with a number, in order", () => {
    expect(readPrograms(root).map(({ name, header }) => [name, header.title])).toEqual([
      ["02/hash", "Hash"],
      ["06/gather", "Ask for everything"],
      ["06/hash", "Hash together"],
    ]);
  });

  it("finds nothing in a folder without chapters", () => {
    expect(readPrograms(path.join(root, "elsewhere"))).toEqual([]);
  });
});

describe("resolveProgram", () => {
  it.each(["gather", "06/gather", "6/gather", "06-gather/gather", "06\\gather", "gather.ts"])(
    "takes %s for the one program that it can mean",
    (typed) => {
      expect(resolve(typed)).toEqual({
        file: "chapters/06-gather/src/gather.ts",
        name: "06/gather",
      });
    },
  );

  it("knows a listed program by its path, too", () => {
    expect(resolve("../chapters/02-blocking/src/hash.ts")).toEqual({
      file: "chapters/02-blocking/src/hash.ts",
      name: "02/hash",
    });
  });

  it("takes any file of JavaScript or TypeScript outside of the chapters", () => {
    expect(resolve("mine.mts")).toEqual({ file: "elsewhere/mine.mts", name: undefined });
    expect(resolve(path.join(root, "elsewhere", "folder", "keep.js"))).toEqual({
      file: "elsewhere/folder/keep.js",
      name: undefined,
    });
  });

  it("names all candidates of an ambiguous name", () => {
    expect(() => resolve("hash")).toThrow(
      "More than one program is called hash: 02/hash, 06/hash. Give the chapter, too.",
    );
  });

  it("prefers the chapter in which the person stands", () => {
    expect(resolve("hash", path.join(root, "chapters", "06-gather"))).toEqual({
      file: "chapters/06-gather/src/hash.ts",
      name: "06/hash",
    });
    expect(resolve("hash", path.join(root, "chapters", "02-blocking", "src")).name).toBe("02/hash");
  });

  it("names the nearest programs for a name that nobody has", () => {
    expect(() => resolve("06/gathr")).toThrow(
      "There is no program called 06/gathr. Did you mean 06/gather? All programs: pnpm lesson list",
    );
    expect(() => resolve("kubernetes")).toThrow(
      "There is no program called kubernetes. All programs: pnpm lesson list",
    );
  });

  it("says where it looked for a file that is not there", () => {
    expect(() => resolve("./gathr.ts")).toThrow(
      `There is no file ${path.join(root, "elsewhere", "gathr.ts")}. Did you mean 06/gather?`,
    );
    expect(() => resolve("notes.txt/mine.ts")).toThrow(
      `There is no file ${path.join(root, "elsewhere", "notes.txt", "mine.ts")}.`,
    );
  });

  it("refuses a folder, and a file that is no program", () => {
    expect(() => resolve("folder")).toThrow(
      `Cannot run ${path.join(root, "elsewhere", "folder")}: it is a folder, and a program is one file.`,
    );
    expect(() => resolve("notes.txt")).toThrow(
      `Cannot run ${path.join(root, "elsewhere", "notes.txt")}: a program is a file that ends in`,
    );
  });
});
