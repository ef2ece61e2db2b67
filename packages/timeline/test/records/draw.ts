import { Timeline, layOutPicture, renderTerminal } from "../../src/index.ts";
import type { PictureOptions, PicturedRun, TimelineRecord } from "../../src/index.ts";

/** A run as the lab returns it, as far as pictures go. */
export function run(record: TimelineRecord, rest: Partial<PicturedRun> = {}): PicturedRun {
  return { timeline: new Timeline(record), program: "program.ts", exitCode: 0, ...rest };
}

export const gatherRun = {
  program: "chapters/06-gather/src/gather.ts",
  title: "Ask for everything, then wait",
  latencyMs: 50,
  database: { kind: "embedded", version: "1" },
};

/** The picture as a test expects it: line feeds around it, so that it stands by itself in the source. */
export function draw(
  runs: PicturedRun | readonly PicturedRun[],
  {
    columns = 80,
    unicode = true,
    ...options
  }: PictureOptions & { columns?: number; unicode?: boolean } = {},
): string {
  const picture = renderTerminal(layOutPicture(runs, options), { columns, unicode, colors: 0 });
  return `\n${picture}\n`;
}
