#!/usr/bin/env node
// Written for any Node that can load modules, with nothing imported up front: an old Node has to
// get as far as the sentence that tells its owner what is wrong.

var needed = [20, 19];
var found = process.versions.node.split(".").map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    "These lessons need Node " +
      needed.join(".") +
      " or newer; this is Node " +
      process.versions.node +
      ". Get a current one from https://nodejs.org and run the same command again.",
  );
  process.exitCode = 1;
} else {
  start();
}

function start() {
  Promise.all([import("@samples/bundle"), import("node:url")])
    .then(([{ bundleProgram }, { fileURLToPath, pathToFileURL }]) => {
      const folder = fileURLToPath(new URL("..", import.meta.url));
      // A TypeScript loader costs each start 0.3 s, and 0.6 s of computing where a program is run.
      return bundleProgram({ folder, entry: "src/main.ts", isSelfContained: false }).then(
        pathToFileURL,
      );
    })
    .then((url) => {
      if (process.argv.includes("--debug")) process.setSourceMapsEnabled(true);
      return import(url.href);
    })
    // Where no bundle can be kept, or made, the sources themselves are loaded: slower, with the reason if there is one.
    .catch(() => import("tsx").then(() => import("../src/main.ts")))
    .then((lesson) => lesson.main(process.argv.slice(2)))
    .catch((error) => {
      if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
      console.error(
        "Something that these lessons need is not installed (" +
          error.message.split("\n")[0] +
          "). Run this in the repository, then the same command again: npx -y pnpm@10.34.8 install",
      );
      process.exitCode = 1;
    });
}
