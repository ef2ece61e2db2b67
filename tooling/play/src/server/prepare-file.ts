import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Book } from "./library.ts";

/** What runs, and what it is called. */
export interface PreparedFile {
  file: string;
  /** Removes what was written for this run alone. */
  discard: () => void;
}

/**
 * Returns the file that runs for `text`. A lesson's own file is never changed: what the reader made of it runs as a copy, beside copies of the files that
 * it imports, from where the chapter's packages are found. Her own file is written, as an editor does.
 *
 * @param base what her file held when the page last read it
 * @throws Error, with a sentence for the reader, when somebody else has changed her file since
 */
export function prepareFile(book: Book, text: string, base: string): PreparedFile {
  const onDisk = readFileSync(book.file, "utf8").replaceAll("\r\n", "\n");
  const nothing = (): void => undefined;
  if (onDisk === text) return { file: book.file, discard: nothing };
  if (book.listed) {
    const source = path.dirname(book.file);
    const folder = path.join(
      path.dirname(source),
      ".cache/play",
      `${process.pid}-${randomBytes(4).toString("hex")}`,
    );
    mkdirSync(folder, { recursive: true });
    cpSync(source, folder, { recursive: true });
    const file = path.join(folder, path.basename(book.file));
    writeFileSync(file, text);
    return { file, discard: () => rmSync(folder, { recursive: true, force: true }) };
  }
  if (onDisk !== base) {
    throw new Error(
      `${book.file} was changed outside of this page. Open it again from the list, or save yours under another name.`,
    );
  }
  writeFileSync(book.file, text);
  return { file: book.file, discard: nothing };
}
