import { darkPalette, lightPalette } from "../picture/palette.ts";
import { paletteVariables, styleSheet } from "../svg/style-sheet.ts";

/**
 * The style sheet of a player. The attribute `scheme` fixes light or dark where the page has a switch of its own; without it
 * the reader's preference counts.
 */
export const playerStyle = `
${styleSheet}
:host([scheme="light"]) .timeline { ${paletteVariables(lightPalette)} }
:host([scheme="dark"]) .timeline { ${paletteVariables(darkPalette)} }
:host { display: block; container: player / inline-size }
.p { color: var(--ink); background: var(--page); font: 14px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; border: 1px solid var(--line); border-radius: 8px; overflow: clip }
.p-deck { position: sticky; bottom: 0; background: var(--page); border-bottom: 1px solid var(--line) }
.p:focus-visible, .p :focus-visible { outline: 2px solid var(--c0); outline-offset: 1px }
.p-picture { overflow-x: auto; touch-action: pan-x pan-y }
.p-picture svg { display: block; cursor: ew-resize }
.p-later { fill: var(--page); opacity: 0.8 }
.p-now { stroke: var(--ink); stroke-width: 1.5 }
.p-stage { display: grid; grid-template-columns: minmax(0, 1fr) }
.p-sources { display: grid; border-bottom: 1px solid var(--line); min-width: 0 }
.p-source { position: relative; min-width: 0; display: flex; flex-direction: column; max-height: 15em; border-bottom: 1px solid var(--line) }
.p-source .p-name { font: 600 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: 0; padding: 6px 12px; color: var(--faint) }
.p-source ol { position: relative; font: 12px/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: 0; padding: 0 0 8px 3.5em; overflow: auto; flex: 1; min-height: 0 }
.p-source li { position: relative; padding-left: 6px; border-left: 3px solid transparent; white-space: pre; width: max-content; min-width: calc(100% - 9px) }
.p-source li::marker { color: var(--faint) }
.p-source li.p-waits { background: var(--band); border-left-color: var(--c0) }
.p-source li.p-runs { background: var(--band); border-left-color: var(--ink); font-weight: 600 }
.p-source code { font: inherit }
.p-tags { float: right; position: sticky; right: 6px; display: inline-flex; gap: 2px }
.p-tags b { background: var(--page); border: 1px solid var(--c); color: var(--ink); font-size: 11px; line-height: 1.35; min-width: 9px; padding: 0 3px; border-radius: 3px; text-align: center; margin-block: 2px }
.p-tags b.p-read { background: var(--c); color: var(--on) }
.p-sources:has(> :nth-child(2)) .p-source { max-height: 9em }
@container player (min-width: 820px) {
  .p-stage { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) }
  .p-sources { border-bottom: 0; border-right: 1px solid var(--line); grid-auto-rows: minmax(0, 1fr) }
  .p-sources .p-source, .p-sources:has(> :nth-child(2)) .p-source { max-height: 32em; min-height: 12em }
}
:host([live]) .p-deck { display: none }
:host([slide]) .p-deck { position: static }
:host([slide]) .p-said { min-height: 1.5em }
:host([slide]) details { display: none }
@container player (min-width: 900px) { :host([slide]) .p-states:has(> :only-child) dl { grid-template-columns: max-content 1fr max-content 1fr } }
.p-slider { display: block; box-sizing: border-box; margin: 0; accent-color: var(--c0); height: 28px }
.p-tools { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; padding: 4px 16px 10px }
.p-tools button, .p-tools select { font: inherit; color: inherit; background: var(--band); border: 1px solid var(--faint); border-radius: 6px; padding: 3px 10px; min-height: 32px; min-width: 36px; cursor: pointer }
.p-tools .p-play { min-width: 104px; font-weight: 600; color: var(--on0); background: var(--c0); border-color: var(--c0) }
.p-tools label { display: flex; align-items: center; gap: 6px }
.p-time { margin-left: auto; font-variant-numeric: tabular-nums; color: var(--faint) }
.p-said { margin: 0; padding: 0 16px 8px; min-height: 3em; overflow-wrap: anywhere }
.p-states { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1px; background: var(--line) }
.p-run { background: var(--page); padding: 8px 16px; min-width: 0 }
.p-run .p-name { font-size: 13px; font-weight: 600; margin: 0 0 4px }
.p-run dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 12px; margin: 0; align-items: baseline }
.p-run dt { color: var(--faint) }
.p-run dd { margin: 0; min-width: 0; min-height: 24px; display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center }
.p-chip { display: inline-flex; align-items: center; gap: 5px; font-size: 12px; white-space: nowrap }
.p-chip b { background: var(--c); color: var(--on); min-width: 9px; padding: 0 4px; border-radius: 3px; text-align: center }
.p-run pre { font: 12px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; margin: 0; padding: 6px 10px; flex: 1; min-width: 0; background: var(--band); border-radius: 4px; overflow: auto; max-height: 9em; color: inherit }
.p-run pre:empty::before { content: "\\200b" }
.p details { border-top: 1px solid var(--line); padding: 6px 16px }
.p summary { cursor: pointer; color: var(--faint) }
.p details li { font-size: 13px }
.p-explore { color: var(--faint); border-bottom: 1px solid var(--line); padding-top: 10px }
.p-explore button:disabled { opacity: 0.55; cursor: default }
.p-explore input { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--faint); border-radius: 6px; padding: 3px 10px; min-height: 24px; flex: 1 1 120px; max-width: 260px; min-width: 0 }
.p-zoom { min-width: 4em; text-align: center; font-variant-numeric: tabular-nums }
.p-picture svg.p-explored { cursor: crosshair; touch-action: pan-y; user-select: none }
.p-explored .bar { cursor: pointer }
.p-explored .bar:hover rect:not(.hit), .p-explored .bar:hover line { filter: brightness(1.15) }
.p-explored .row.p-out { opacity: 0.3 }
.p-explored .bar.p-match rect:not(.hit), .p-explored .bar.p-match line, .p-explored .bar.p-match circle { stroke: var(--ink); stroke-width: 1.5 }
.p-selection { fill: var(--c0); opacity: 0.14; pointer-events: none }
.p-details { display: flex; flex-wrap: wrap; gap: 2px 18px; min-height: 3em; padding: 6px 16px 8px; border-top: 1px solid var(--line); color: var(--faint) }
.p-details strong { flex-basis: 100%; color: var(--ink); white-space: pre-wrap }
@container player (max-width: 560px) { .p-details:has(.p-help) { display: none } }
.p-source li.p-pointed { background: var(--band); box-shadow: inset 3px 0 var(--c0) }
.p-problem { margin: 8px 0; font: 14px system-ui, sans-serif }
`.trim();
