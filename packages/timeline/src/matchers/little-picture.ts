import { layOutPicture } from "../picture/lay-out.ts";
import type { PicturedRun } from "../picture/pictured-run.ts";
import type { Picture } from "../picture/picture.ts";
import { formatDuration } from "../picture/durations.ts";
import type { Span } from "../span.ts";
import type { Spans } from "../spans.ts";
import { renderTerminal } from "../terminal/render-terminal.ts";
import { Timeline } from "../timeline.ts";

/** The picture that stands under a failed claim, and the words that go with it. */
export interface LittlePicture {
  text: string;
  /** A span as the picture calls it: `"b find vitest"`. */
  call: (span: Span) => string;
  /** A moment on the picture's axis: "53 ms". */
  at: (ms: number) => string;
}

/** Draws the spans that a claim is about, and points at those that decide it. */
export function drawLittlePicture(spans: Spans, highlight: readonly Span[] = []): LittlePicture {
  const timeline = new Timeline({ spans: spans.toArray(), connections: [], marks: [] });
  const picture = layOutPicture({ timeline }, { internal: true, maxRows: 10, highlight });
  const [panel] = picture.panels;
  return {
    text: print(picture),
    call: (span) => {
      const row = panel?.rows.find((each) => each.kind === "operation" && each.spans[0] === span);
      const letter = row?.kind === "operation" ? `${row.letter ?? ""} ` : "";
      return `"${letter}${row?.kind === "operation" ? row.label : span.name}"`;
    },
    at: (ms) => formatDuration(ms - (panel?.originMs ?? 0)),
  };
}

/** Draws two runs under each other. */
export function drawBoth(runs: readonly PicturedRun[]): string {
  return print(layOutPicture(runs, { internal: false, maxRows: 6, threads: false, output: false }));
}

/** Plain text of a width that a test report leaves alone; the legend would be longer than the picture. */
function print(picture: Picture): string {
  const { difference: _said, leftOut: _start, verdict: _turn, parts: _parts, ...rest } = picture;
  return renderTerminal({ ...rest, legend: [] }, { columns: 72, colors: 0, unicode: true });
}
