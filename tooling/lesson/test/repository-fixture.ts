import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach } from "vitest";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Writes `files` (path to text, or to what is written as JSON) into a new folder that is gone after the test. Returns the folder. */
export function writeRepository(files: Record<string, unknown>): string {
  const root = mkdtempSync(path.join(tmpdir(), "lesson repository "));
  folders.push(root);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** Returns the source of a program with this title, and more of a header. */
export function program(title: string, header = "", code = ""): string {
  return `/**\n * @title ${title}\n${header.replaceAll(/^/gm, " * ")}\n */\n${code}`;
}
