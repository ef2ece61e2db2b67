import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildPlayerScript } from "@samples/timeline/player-script";
import { build } from "esbuild";

interface PageFile {
  type: string;
  text: string;
}

/** What the page is made of, by name. */
export interface PageFiles {
  "index.html": PageFile;
  "page.css": PageFile;
  "page.js": PageFile;
  "run-timeline.js": PageFile;
}

/** Returns the page, its script in one file: it loads nothing from anywhere else. */
export async function buildPage(): Promise<PageFiles> {
  const page = (name: string): string => fileURLToPath(new URL(`../page/${name}`, import.meta.url));
  const [player, { outputFiles }] = await Promise.all([
    buildPlayerScript(),
    build({
      entryPoints: [page("page.ts")],
      bundle: true,
      format: "iife",
      platform: "browser",
      target: "es2022",
      minify: true,
      charset: "utf8",
      legalComments: "none",
      write: false,
      logLevel: "silent",
    }),
  ]);
  const script = "text/javascript; charset=utf-8";
  return {
    "index.html": {
      type: "text/html; charset=utf-8",
      text: readFileSync(page("index.html"), "utf8"),
    },
    "page.css": { type: "text/css; charset=utf-8", text: readFileSync(page("page.css"), "utf8") },
    "page.js": { type: script, text: outputFiles[0]?.text ?? "" },
    "run-timeline.js": { type: script, text: player },
  };
}
