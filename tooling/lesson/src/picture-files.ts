import path from "node:path";
import { layOutPicture, renderHtml, renderSvg, renderTrace } from "@samples/timeline";
import type { Run } from "@samples/lab";
import { refuseUnwritableFile, writeOutputFile } from "./output-file.ts";
import type { PictureFileOptions } from "./run-options.ts";

type Draw = (runs: readonly Run[], options: { internal?: true }) => string;

/** How the file of each option is made. */
const drawings: Record<keyof PictureFileOptions, Draw> = {
  svg: (runs, options) => renderSvg(layOutPicture(runs, options)),
  html: (runs, options) => renderHtml(layOutPicture(runs, options)),
  perfetto: (runs) => renderTrace(runs),
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

export function writePictureFiles(
  files: readonly PictureFile[],
  runs: readonly Run[],
  options: { internal?: true },
): void {
  for (const { file, draw } of files) writeOutputFile(file, draw(runs, options));
}
