import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Run } from "@samples/lab";
import type * as timeline from "@samples/timeline";
import { refuseUnwritableFile, writeOutputFile } from "../terminal/output-file.ts";
import { repositoryRoot } from "../repository.ts";
import type { PictureFileOptions } from "./run-options.ts";

type Renderers = typeof timeline;
interface DrawOptions {
  internal?: true;
  layout?: "tall" | "wide";
}
type Draw = (
  renderers: Renderers,
  runs: readonly Run[],
  options: DrawOptions,
) => string | Promise<string>;

/** How the file of each option is made. */
const drawings: Record<keyof PictureFileOptions, Draw> = {
  svg: ({ renderSvg, layOutPicture }, runs, { layout, ...options }) =>
    renderSvg(layOutPicture(runs, options), { layout }),
  html: ({ renderHtml }, runs, { internal }) =>
    renderHtml(runs.map(withSource), internal ? { internal } : {}),
  perfetto: ({ renderTrace }, runs) => renderTrace(runs),
};

/** A file that is to be written once the runs are there. */
export interface PictureFile {
  file: string;
  draw: Draw;
}

/**
 * Returns the files that `options` ask for, seen from `folder`.
 *
 * @throws LessonError when one of them cannot be written: now, and not after the run
 */
export function choosePictureFiles(options: PictureFileOptions, folder: string): PictureFile[] {
  return Object.entries(drawings).flatMap(([option, draw]) => {
    const asked = options[option as keyof PictureFileOptions];
    if (asked === undefined) return [];
    const file = path.resolve(folder, asked);
    refuseUnwritableFile(file);
    return [{ file, draw }];
  });
}

export async function writePictureFiles(
  files: readonly PictureFile[],
  runs: readonly Run[],
  options: DrawOptions,
): Promise<void> {
  if (files.length === 0) return;
  const renderers = await import("@samples/timeline");
  for (const { file, draw } of files) {
    writeOutputFile(file, await draw(renderers, runs, options));
  }
}

/** The run with its source, which a page shows beside the picture. */
function withSource(run: Run): Run & { source?: { file: string; text: string } } {
  const file = path.resolve(repositoryRoot, run.program);
  return existsSync(file)
    ? { ...run, source: { file: run.program, text: readFileSync(file, "utf8") } }
    : run;
}
