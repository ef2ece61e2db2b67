import { randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
 * @param known what files held when the page last read or wrote them; what is written here is noted there
 * @throws Error, with a sentence for the reader, when somebody else has changed her file since, or it is gone
 */
export function prepareFile(book: Book, text: string, known: Map<string, string>): PreparedFile {
  if (!existsSync(book.file)) {
    throw new Error(
      `There is no file ${book.file} any more. Save what is here under another name.`,
    );
  }
  const written = readFileSync(book.file, "utf8");
  const onDisk = written.replaceAll("\r\n", "\n");
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
  if (onDisk !== known.get(book.file)) {
    throw new Error(
      `${book.file} was changed outside of this page. Open it again from the list, or save yours under another name.`,
    );
  }
  writeFileSync(book.file, written === onDisk ? text : text.replaceAll("\n", "\r\n"));
  known.set(book.file, text);
  return { file: book.file, discard: nothing };
}
