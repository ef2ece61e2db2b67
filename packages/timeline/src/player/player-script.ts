import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Returns the script that defines `<run-timeline>`: one self-contained file for a page, without a request to anywhere.
 *
 * @throws Error when it cannot be bundled
 */
export async function buildPlayerScript(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("run-timeline.ts", import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    write: false,
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("esbuild wrote no player script");
  return script.text;
}
