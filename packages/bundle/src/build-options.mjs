import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const common = {
  outExtension: { ".js": ".mjs" },
  bundle: true,
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  logLevel: "silent",
};

export const selfContained = common;

/** What a source finds beside itself, and what it imports from npm, is found from where the source stands. */
const staysInPlace = {
  name: "stays-in-place",
  setup({ onLoad, onResolve, resolve }) {
    onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const text = await readFile(file, "utf8");
      const url = JSON.stringify(pathToFileURL(file).href);
      return { loader: "ts", contents: text.replaceAll("import.meta.url", url) };
    });
    onResolve({ filter: /^[^./]/ }, async ({ path: name, kind, resolveDir, pluginData }) => {
      const isOurs = name.startsWith("@samples/") && name !== "@samples/bundle";
      if (kind === "entry-point" || isOurs || pluginData === staysInPlace) return undefined;
      if (name.startsWith("node:")) return { path: name, external: true };
      const found = await resolve(name, { kind, resolveDir, pluginData: staysInPlace });
      if (found.errors.length > 0) return { errors: found.errors };
      return { path: pathToFileURL(found.path).href, external: true };
    });
  },
};

export const inPlace = {
  ...common,
  // What Node itself would choose: no more than "node" and "import".
  conditions: [],
  keepNames: true,
  sourcemap: "linked",
  plugins: [staysInPlace],
};
