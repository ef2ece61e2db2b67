import {
  cp,
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundleServer } from "@samples/embedded-mongo";
import { build } from "esbuild";
import { runCommand } from "./run-command.ts";

/**
 * Builds an image without a registry: this machine's Node and shell with the libraries that they load, the embedded
 * server, and something that answers the health check of testcontainers.
 *
 * @param name of the image; testcontainers wants a version as its tag
 * @throws Error when the engine can't build it
 */
export async function buildStandInImage(name: string): Promise<void> {
  const context = await mkdtemp(path.join(tmpdir(), "stand-in-"));
  try {
    const root = path.join(context, "root");
    await copyProgram(root, process.execPath, "/usr/local/bin/node");
    await copyProgram(root, await realpath("/bin/sh"), "/bin/sh");
    await cp(path.dirname(await bundleServer()), path.join(root, "embedded-mongo"), {
      recursive: true,
    });
    await bundle("entrypoint", path.join(root, "entrypoint.mjs"));
    const shell = path.join(root, "usr", "local", "bin", "mongosh");
    await bundle("mongosh", `${shell}.mjs`);
    await writeFile(shell, '#!/bin/sh\nexec /usr/local/bin/node /usr/local/bin/mongosh.mjs "$@"\n');
    await chmod(shell, 0o755);
    await writeFile(
      path.join(context, "Dockerfile"),
      [
        "FROM scratch",
        "COPY root /",
        "ENV PATH=/usr/local/bin:/bin",
        "EXPOSE 27017",
        'ENTRYPOINT ["/usr/local/bin/node", "/entrypoint.mjs"]',
        "",
      ].join("\n"),
    );
    const { exitCode, stderr } = await runCommand("docker", ["build", "--tag", name, context]);
    if (exitCode !== 0) throw new Error(`Cannot build the image ${name}: ${stderr}`);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** Copies a program, and each library that the loader says it loads, to where the loader looks for it. */
async function copyProgram(root: string, program: string, place: string): Promise<void> {
  await copyTo(root, program, place);
  const { stdout } = await runCommand("ldd", [program]);
  for (const [library] of stdout.matchAll(/\/\S+/g)) await copyTo(root, library, library);
  const configuration = "/etc/ld.so.cache";
  await readFile(configuration).then(
    () => copyTo(root, configuration, configuration),
    // A libc without such a cache looks into its own folders.
    () => undefined,
  );
}

async function copyTo(root: string, file: string, place: string): Promise<void> {
  const target = path.join(root, place);
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(file, target);
}

async function bundle(name: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL(`../stand-in/${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    logLevel: "silent",
  });
}
