import { diffLines } from "diff";
import { withoutMarkers } from "@samples/snippets";
import type { SiteProgram } from "../chapters.ts";
import { permalink } from "../repository.ts";

/**
 * Returns the page of one program as Markdown of its chapter's folder: the same blocks as in a README, to be filled by the same
 * code. Its twin stands beside it, and the lines that differ are marked in both.
 */
export function programPage(program: SiteProgram): string {
  const { header, chapter, id } = program;
  const url = permalink(program.path);
  const twin = chapter.programs.find(({ path }) => path.endsWith(`/${header.twin}`));
  const questions = chapter.questions.filter(({ programs }) => programs.includes(program.name));
  return [
    `# ${inline(header.title)}`,
    [
      `<span class="program-id">${id}</span>`,
      header.wrong ? `<span class="verdict wrong">the wrong way, on purpose</span>` : "",
      header.wrong && twin
        ? `the right way: [${inline(twin.header.title)}](src/${twin.name}.ts)`
        : "",
    ]
      .filter((part) => part !== "")
      .join(" "),
    header.text,
    twin ? besideTwin(program, twin) : codeFence(program, new Set()),
    ...(program.isRecorded
      ? [
          "## What it prints",
          block(`output ${id}`),
          "## What happened",
          block(`picture ${id}`),
          `One run, recorded at a latency of ${header.latencyMs ?? 50} ms. Draw your own:`,
          shell(`pnpm lesson run ${id}`),
        ]
      : ["Run it:", shell(`pnpm lesson run ${id}`)]),
    ...(twin ? ["Both on one time axis:", shell(comparison(program, twin))] : []),
    "Take it with you, as a small project of its own that runs anywhere:",
    shell(`pnpm lesson eject ${id} my-folder`),
    ...(program.claims.length > 0
      ? [
          "## What the tests claim",
          program.claims
            .map(
              ({ sentence, fails }) =>
                `- ${inline(sentence)}${fails ? ` (and not in \`${fails}\`)` : ""}`,
            )
            .join("\n"),
        ]
      : []),
    ...(header.python
      ? [`<details>\n<summary>In Python</summary>\n\n\`${header.python}\`\n\n</details>`]
      : []),
    ...(questions.length > 0
      ? [
          "## Questions that it answers",
          questions.map(({ question }) => `- ${inline(question)}`).join("\n"),
        ]
      : []),
    `The lesson around it: [${chapter.number}: ${inline(chapter.title)}](README.md). The file: ${url ? `[${program.path}](${url})` : `\`${program.path}\``}.`,
  ].join("\n\n");
}

function besideTwin(program: SiteProgram, twin: SiteProgram): string {
  const [own, other] = [bare(program), bare(twin)];
  const only = { own: new Set<number>(), other: new Set<number>() };
  let ownLine = 1;
  let otherLine = 1;
  for (const part of diffLines(`${other}\n`, `${own}\n`)) {
    for (let line = 0; line < part.count; line++) {
      if (part.added) only.own.add(ownLine + line);
      if (part.removed) only.other.add(otherLine + line);
    }
    if (!part.removed) ownLine += part.count;
    if (!part.added) otherLine += part.count;
  }
  return [
    `<div class="twins">`,
    twinCode(program, "This program", only.own),
    twinCode(twin, nameOfTwin(program, twin), only.other),
    `</div>`,
    `The lines that differ are marked. About the other one: [${inline(twin.header.title)}](src/${twin.path.split("/").at(-1)}).`,
  ].join("\n\n");
}

function nameOfTwin(program: SiteProgram, twin: SiteProgram): string {
  if (twin.header.wrong) return "The wrong way";
  return program.header.wrong ? "The right way" : "Its twin";
}

function twinCode(program: SiteProgram, heading: string, marked: Set<number>): string {
  const title = `<h2>${heading}: <span class="program-id">${program.id}</span></h2>`;
  return [`<div>\n${title}`, codeFence(program, marked), `</div>`].join("\n\n");
}

function codeFence(program: SiteProgram, marked: Set<number>): string {
  const lines = marked.size > 0 ? `{${[...marked].join(",")}}` : "";
  return [`\`\`\`ts ${lines}`, bare(program), "```"].join("\n");
}

/** The program without its header, which the page says in its own words, and without the marks of its regions. */
function bare({ source }: SiteProgram): string {
  return withoutMarkers(source.replace(/^\s*\/\*\*[\s\S]*?\*\/\s*/, "")).replaceAll(
    /\n{3,}/g,
    "\n\n",
  );
}

function comparison(program: SiteProgram, twin: SiteProgram): string {
  const [wrong, right] = program.header.wrong ? [program, twin] : [twin, program];
  return `pnpm lesson compare ${wrong.id} ${right.id}`;
}

function block(operands: string): string {
  return `<!-- snippet ${operands} -->\n<!-- /snippet -->`;
}

function shell(command: string): string {
  return `\`\`\`sh\n${command}\n\`\`\``;
}

/** Text in a line of Markdown: what Vue or Markdown would read as their own is escaped, code spans are left alone. */
export function inline(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`")
        ? part
        : part
            .replaceAll("&", "&amp;")
            .replaceAll("<", "&lt;")
            .replaceAll("{{", "&#123;&#123;")
            .replace(/[*_[\]]/g, String.raw`\$&`),
    )
    .join("");
}
