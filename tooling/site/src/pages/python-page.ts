import type { SiteChapter } from "../chapters.ts";
import { inline } from "./program-page.ts";

/** Returns `introduction`, and below it what each program's header says about its counterpart in Python. */
export function pythonPage(introduction: string, chapters: SiteChapter[]): string {
  const rows = chapters.flatMap((chapter) =>
    chapter.programs
      .filter(({ header }) => header.python)
      .map(
        ({ header, id, path }) =>
          `| ${cell(header.python ?? "")} | [${cell(header.title)}](${chapter.folder}/src/${path.split("/").at(-1)}) <span class="program-id">${id}</span> |`,
      ),
  );
  return [
    introduction.trimEnd(),
    "## Every program and its counterpart",
    ["| Python | here |", "|---|---|", ...rows].join("\n"),
  ].join("\n\n");
}

function cell(text: string): string {
  return inline(text).replaceAll("|", String.raw`\|`);
}
