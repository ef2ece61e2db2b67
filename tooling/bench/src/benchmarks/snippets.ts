import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { syncText, readCatalog } from "@samples/snippets";
import { format, median, type Benchmark } from "../benchmark.ts";
import { loaderUrl } from "../run-client.ts";

const run = promisify(execFile);
const client = fileURLToPath(new URL("../clients/check-snippets.ts", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/snippet-tools", import.meta.url));
const chapters = 20;
const perChapter = 50;
const times = 5;

/** The lines of a lesson's program, of the usual length; `marks` stand around what is copied. */
function programText(number: number, [open, close]: [string, string]): string {
  const lines = Array.from(
    { length: 24 },
    (_, index) => `console.log("program ${number}, line ${index}");`,
  );
  return [...lines.slice(0, 10), open, ...lines.slice(10, 16), close, ...lines.slice(16), ""].join(
    "\n",
  );
}

/** Makes the same thousand programs thrice, each with the marks of one tool, and the READMEs that show them. */
async function makeTrees(
  root: string,
): Promise<{ ours: string; bluehawk: string; embedme: string }> {
  const trees = {
    ours: path.join(root, "ours"),
    bluehawk: path.join(root, "bluehawk"),
    embedme: path.join(root, "embedme"),
  };
  for (let chapter = 0; chapter < chapters; chapter += 1) {
    const name = `${String(chapter).padStart(2, "0")}-chapter`;
    const embeds: string[] = [];
    for (const tree of Object.values(trees)) {
      await mkdir(path.join(tree, "chapters", name, "src"), { recursive: true });
    }
    for (let index = 0; index < perChapter; index += 1) {
      const number = chapter * perChapter + index;
      const file = path.join("chapters", name, "src", `p${index}.ts`);
      const region = programText(number, ["// #region part", "// #endregion"]);
      const snippet = programText(number, ["// :snippet-start: part", "// :snippet-end:"]);
      await writeFile(path.join(trees.ours, file), region);
      await writeFile(path.join(trees.bluehawk, file), snippet);
      await writeFile(path.join(trees.embedme, file), region);
      embeds.push(`\`\`\`ts\n// src/p${index}.ts#L11-L18\n\`\`\`\n`);
    }
    await writeFile(path.join(trees.embedme, "chapters", name, "README.md"), embeds.join("\n"));
  }
  const catalog = readCatalog(trees.ours);
  for (let chapter = 0; chapter < chapters; chapter += 1) {
    const name = `${String(chapter).padStart(2, "0")}-chapter`;
    const markdownFile = path.join(trees.ours, "chapters", name, "README.md");
    const empty = Array.from(
      { length: perChapter },
      (_, index) => `<!-- snippet ${name.slice(0, 2)}/p${index}#part -->\n<!-- /snippet -->\n`,
    ).join("\n");
    const factsOf = () => ({ title: "A program" });
    await writeFile(markdownFile, syncText(empty, name, { catalog, factsOf, markdownFile }).text);
  }
  return trees;
}

async function installTools(): Promise<void> {
  try {
    await access(path.join(cache, "node_modules", "bluehawk"));
  } catch {
    await mkdir(cache, { recursive: true });
    await writeFile(path.join(cache, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", "bluehawk@1.6.0", "embedme@1.22.1"], {
      cwd: cache,
      shell: process.platform === "win32",
    });
  }
}

async function timed(file: string, args: string[], cwd: string): Promise<number> {
  const startMs = performance.now();
  await run(file, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return performance.now() - startMs;
}

/** How long it takes to see that a thousand programs are shown as they are. */
export const snippets: Benchmark = {
  name: "snippets",
  async run({ progress }) {
    progress("snippets: Bluehawk and embedme are installed");
    await installTools();
    const root = await mkdtemp(path.join(os.tmpdir(), "snippets-"));
    try {
      const trees = await makeTrees(root);
      await mkdir(path.join(root, "out"));
      const tools = path.join(cache, "node_modules");
      const readmes = Array.from({ length: chapters }, (_, chapter) =>
        path.join("chapters", `${String(chapter).padStart(2, "0")}-chapter`, "README.md"),
      );
      // embedme has nothing to verify until it has written once.
      const embedme = path.join(tools, "embedme", "dist", "embedme.js");
      await run(process.execPath, [embedme, "--silent", ...readmes], { cwd: trees.embedme });
      const ours: number[] = [];
      const bluehawk: number[] = [];
      const embed: number[] = [];
      for (let index = 1; index <= times; index += 1) {
        progress(`snippets: 1,000 programs, ${index} of ${times}`);
        ours.push(await timed(process.execPath, ["--import", loaderUrl, client, trees.ours], root));
        bluehawk.push(
          await timed(
            process.execPath,
            [
              path.join(tools, "bluehawk", "build", "src", "main.js"),
              "snip",
              trees.bluehawk,
              "--output",
              path.join(root, "out"),
            ],
            root,
          ),
        );
        embed.push(
          await timed(
            process.execPath,
            [embedme, "--silent", "--verify", ...readmes],
            trees.embedme,
          ),
        );
      }
      return [
        compare("Bluehawk, which extracts them", median(ours), median(bluehawk)),
        compare("embedme --verify", median(ours), median(embed)),
      ];
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
};

function compare(other: string, oursMs: number, otherMs: number) {
  return {
    what: "snippets: 1,000 programs checked",
    measured: `${format(oursMs)} ms`,
    beside: `${other} ${format(otherMs)} ms`,
    ratio: oursMs / otherMs,
    goal: { text: "≤ 2,000 ms", met: oursMs <= 2000 },
  };
}
