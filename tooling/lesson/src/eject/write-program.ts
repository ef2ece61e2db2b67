import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { ListedProgram } from "../programs/program-index.ts";
import { packageFolder, readProgramParts, type ProgramParts } from "./program-parts.ts";

/** A program as it was written into a folder of its own. */
export interface WrittenProgram {
  /** Paths below the folder, the program first. */
  files: string[];
  parts: ProgramParts;
}

/**
 * Writes a program into a folder with all that it needs to run there: the files that it imports, a package.json with the
 * versions that it is tested with, and a README. The folder is made where there is none.
 *
 * @throws the file system's error when the folder cannot be written
 */
export async function writeProgram(
  { file, name, header }: ListedProgram,
  folder: string,
): Promise<WrittenProgram> {
  const parts = await readProgramParts(file);
  await mkdir(folder, { recursive: true });
  const files = parts.files.map((source) => path.relative(path.dirname(file), source));
  for (const [index, source] of parts.files.entries()) {
    const copy = path.join(folder, files[index] ?? "");
    await mkdir(path.dirname(copy), { recursive: true });
    await cp(source, copy);
  }

  const program = path.basename(file);
  const manifest = {
    name: path.parse(file).name,
    private: true,
    type: "module",
    scripts: { start: `tsx ${program}` },
    dependencies: await versionsOf(parts.packages),
    devDependencies: {
      ...(await versionsOf(parts.types)),
      // Node 20 and 22 do not run TypeScript themselves.
      tsx: await versionOf(packageFolder("tsx", import.meta.url)),
    },
  };
  await writeFile(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);

  const texts = await Promise.all(parts.files.map((source) => readFile(source, "utf8")));
  const needsWeather = texts.some((text) => text.includes("WEATHER_URL"));
  await writeFile(path.join(folder, "README.md"), howToRun(name, program, header, needsWeather));
  return { files: [...files, "package.json", "README.md"], parts };
}

async function versionsOf(packages: Map<string, string>): Promise<Record<string, string>> {
  const versions = [...packages].map(
    async ([name, from]) => [name, await versionOf(from)] as const,
  );
  return Object.fromEntries(await Promise.all(versions));
}

async function versionOf(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

function howToRun(
  name: string,
  program: string,
  { title = program }: ListedProgram["header"],
  needsWeather: boolean,
): string {
  const variables = needsWeather
    ? "`MONGODB_URI` and `WEATHER_URL` (an API that only the lessons start)"
    : "`MONGODB_URI`";
  const server = needsWeather
    ? ""
    : ", where `pnpm mongo` starts a server with the data and prints its connection string";
  return `${title} (${name}): run \`npm install\` once, set ${variables}, then run \`npm start\`.
It comes from the lessons "MongoDB with async TypeScript"${server}; \`pnpm lesson run <path of ${program}>\` there draws what it does.
`;
}
