import { darkPalette, letterColorOn, lightPalette } from "../picture/palette.ts";
import type { Palette } from "../picture/palette.ts";

/** The style sheet of a drawn picture: light, and dark where the reader prefers that. */
export const styleSheet = `
.timeline { ${paletteVariables(lightPalette)} }
@media (prefers-color-scheme: dark) { .timeline { ${paletteVariables(darkPalette)} } }
${lightPalette.operations.map((_, index) => `.k${index} { --c: var(--c${index}); --on: var(--on${index}) }`).join("\n")}
.page { fill: var(--page) }
text { fill: var(--ink); font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
.name { font: 600 16px system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
.detail, .note, .difference { font: 13px system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
.difference { font-weight: 600; font-size: 14px }
.detail, .value, .tick, .meaning, .said { fill: var(--faint) }
.tick, .value, .meaning, .said { font-size: 11px }
.value { text-anchor: end }
.tick { text-anchor: middle }
.grid { stroke: var(--line); stroke-width: 1 }
.band { fill: var(--band) }
.folded-time { fill: var(--band); stroke: var(--faint); stroke-width: 1; stroke-dasharray: 2 4 }
.letter { font-size: 11px; font-weight: 700; text-anchor: middle; fill: var(--on) }
.above { fill: var(--c); font-size: 10px }
.chip, .work rect, .work-sign { fill: var(--c) }
.own rect, .own-sign { fill: var(--own) }
.wait line, .wait-sign { stroke: var(--c); stroke-width: 2.5; fill: none }
.wait path { stroke: var(--c); stroke-width: 2; fill: none }
.wait .failed { stroke: var(--failed); stroke-width: 2.5 }
.wait .hit { stroke: none; fill: transparent }
.unread rect { stroke: var(--c); stroke-width: 1 }
.hatch { stroke: var(--c); stroke-width: 2.2 }
.send circle, .server rect, .event path { fill: var(--c) }
.send line { stroke: var(--c); stroke-width: 1.5 }
.blocked rect { stroke: var(--own); stroke-width: 1 }
.blocked-line { stroke: var(--own); stroke-width: 1 }
.await line { stroke: var(--c); stroke-width: 2.5 }
.await path { stroke: var(--c); stroke-width: 2; fill: none }
.await .hit { stroke: none; fill: transparent }
.arrow { stroke: var(--ink); stroke-width: 1.2; opacity: 0.75 }
.arrowhead { fill: var(--ink) }
.value rect { fill: var(--line); stroke: var(--page); stroke-width: 1 }
.event path { stroke: var(--page); stroke-width: 1 }
.torn rect { stroke: var(--failed); stroke-width: 1 }
.torn-line { stroke: var(--failed); stroke-width: 2.5 }
.held { font-size: 11px; text-anchor: start }
.line line { stroke: var(--ink); stroke-width: 1.5 }
.mark path { fill: var(--failed) }
.mark line { stroke: var(--failed); stroke-width: 1; stroke-dasharray: 3 3 }
.crowd { fill: var(--c); opacity: 0.35 }
.in-flight, .plot { fill: var(--own); opacity: 0.45 }
.plot { fill: var(--c0) }
.warning { fill: var(--failed) }
.highlighted { fill: none; stroke: var(--failed); stroke-width: 1.5 }
`.trim();

/** How many colors there are for operations. */
export const colorCount = lightPalette.operations.length;

/** The colors as custom properties, for whoever wants a palette whatever the reader prefers. */
export function paletteVariables(palette: Palette): string {
  const { page, ink, faint, line, band, own, failed, operations } = palette;
  return [
    ...Object.entries({ page, ink, faint, line, band, own, failed }),
    ...operations.map((color, index) => [`c${index}`, color]),
    ...operations.map((color, index) => [`on${index}`, letterColorOn(color)]),
  ]
    .map(([name, value]) => `--${name}: ${value}`)
    .join("; ");
}
