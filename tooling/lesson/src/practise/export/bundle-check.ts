import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { repositoryRoot } from "../../repository.ts";

const entry = fileURLToPath(new URL("./check-main.ts", import.meta.url));

/** In two halves: where this file itself is bundled, each place that says it whole is given the address of this file. */
const ownAddress = ["import.meta", "url"].join(".");

/** What is another thing outside of the repository: by the file that it takes the place of. */
const standIns = new Map(
  [
    ["packages/lab/src/registry/repository-root.ts", "./stand-ins/repository-root.ts"],
    ["packages/lab/src/registry/registry.ts", "./stand-ins/registry.ts"],
    ["packages/embedded-mongo/src/process/bundle.ts", "./stand-ins/bundle-server.ts"],
  ].map(([file = "", standIn = ""]) => [
    path.join(repositoryRoot, file),
    fileURLToPath(new URL(standIn, import.meta.url)),
  ]),
);

/**
 * Writes what checks an exported exercise as one file of plain JavaScript: the lab, and the exercise. What the lab hands to other
 * processes as a file is looked for beside it, where it lies in the repository.
 *
 * @param exported source of the module "exported-exercise"
 */
export async function bundleCheck(outfile: string, exported: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    keepNames: true,
    legalComments: "none",
    logLevel: "silent",
    banner: {
      js: `import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(${ownAddress});`,
    },
    plugins: [createPlugin(exported)],
  });
}

function createPlugin(exported: string): Plugin {
  return {
    name: "exported-exercise",
    setup(bundle) {
      bundle.onResolve({ filter: /^exported-exercise$/ }, ({ path: name }) => ({
        path: name,
        namespace: "exported",
      }));
      bundle.onLoad({ filter: /.*/, namespace: "exported" }, () => ({
        contents: exported,
        loader: "ts",
      }));
      // The first two are only there for Docker, and esbuild for what is not checked: nobody misses them.
      bundle.onResolve(
        { filter: /^(testcontainers|@testcontainers\/mongodb|esbuild|mongodb|tsx)$/ },
        ({ path: name }) => ({ path: name, external: true, sideEffects: false }),
      );
      bundle.onLoad({ filter: /\.ts$/, namespace: "file" }, async ({ path: file }) => {
        const standIn = standIns.get(file);
        const text = await readFile(standIn ?? file, "utf8");
        const isBesideIt = standIn !== undefined || file === entry;
        const place = isBesideIt
          ? ""
          : path.relative(repositoryRoot, file).split(path.sep).join("/");
        const url = `new URL(${JSON.stringify(`./${place}`)}, ${ownAddress}).href`;
        return { loader: "ts", contents: text.replaceAll(ownAddress, url) };
      });
    },
  };
}
