export {
  readCatalog,
  recordedComparison,
  recordedFile,
  type Catalog,
  type Source,
} from "./catalog.ts";
export { findSnippet, listSnippets, UnknownIdError, type Snippet } from "./find-source.ts";
export { LocatedError } from "./located-error.ts";
export { findBlocks, type MarkdownBlock } from "./markdown-blocks.ts";
export { readText } from "./read-text.ts";
export {
  compareDeclarations,
  compareOutput,
  looseBounds,
  printedOutput,
  recordOutput,
  type OutputDifference,
  type OutputRules,
  type RecordedOutput,
} from "./recorded-output.ts";
export { TemplateError } from "./recorded-line.ts";
export { hashText, parseRegions, withoutMarkers, type Region } from "./region.ts";
export { fence } from "./fence.ts";
export { renderBlock, type RenderContext, type SourceFacts } from "./render-block.ts";
export { replaceFile } from "./replace-file.ts";
export {
  compareStructure,
  describeStructure,
  embedStructure,
  hashOutput,
  readStructure,
  type DrawnRun,
  type PictureStructure,
} from "./structure.ts";
export { syncFile, syncText, type Problem, type SyncResult } from "./sync-file.ts";
export { checkLinks, type BrokenLink } from "./check-links.ts";
export { checkNumbers, type NumberSources } from "./check-numbers.ts";
export {
  checkMarkdownReferences,
  checkReferences,
  type KnownNames,
  type TextProblem,
} from "./check-references.ts";
export {
  exportFormats,
  exportSnippets,
  type ExportContext,
  type ExportedSnippet,
  type ExportFormat,
} from "./export-snippets.ts";
export { highlightWith, type TokenType } from "./highlight.ts";
export { findShellCommands, type ShellCommand } from "./shell-commands.ts";
