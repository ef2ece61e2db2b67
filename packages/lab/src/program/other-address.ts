import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Where a program looks for MongoDB, if not in MONGODB_URI. */
export type OtherAddress =
  | { kind: "variable"; name: string; where: "source" | ".env" }
  | { kind: "port"; address: string; port: number };

/** A program of more files than this is searched no further. */
const mostFiles = 50;

/**
 * Finds out where a program looks for MongoDB, from its source, the files of its own that it imports, and the `.env`
 * beside it or in `folder`. Returns undefined where nothing of that kind is found.
 *
 * @param folder in which the program runs
 */
export function findOtherAddress(file: string, folder: string): OtherAddress | undefined {
  const sources = readSources(file);
  for (const source of sources) {
    const name = variableIn(source);
    if (name !== undefined) return { kind: "variable", name, where: "source" };
  }
  for (const source of sources) {
    const [, host, port] =
      /(?<![\w.-])(localhost|127\.0\.0\.1):(\d{2,5})(?![\d])/.exec(
        [...source.matchAll(/mongodb:\/\/[^\s"'`]*|["'`][^\s"'`]*:27017[^\s"'`]*["'`]/g)].join(" "),
      ) ?? [];
    if (host !== undefined) return { kind: "port", address: `${host}:${port}`, port: Number(port) };
    // Without a port it is MongoDB's own.
    const bare = /mongodb:\/\/(localhost|127\.0\.0\.1)(?=[/?"'`])/.exec(source)?.[1];
    if (bare !== undefined) return { kind: "port", address: bare, port: 27017 };
  }
  for (const place of new Set([path.dirname(file), folder])) {
    const name = variableOfEnvFile(path.join(place, ".env"));
    if (name !== undefined) return { kind: "variable", name, where: ".env" };
  }
  return undefined;
}

/** Whether a program has to do with MongoDB at all, as far as it and the files of its own say. */
export function asksForMongodb(file: string): boolean {
  return readSources(file).some((source) =>
    /\bMONGODB_URI\b|\bMongoClient\b|mongodb(\+srv)?:\/\/|["']mongo(db|ose)["']/.test(source),
  );
}

/** MONGO_URL, MONGO_URI, DATABASE_URL, DB_CONNECTION_STRING and the like, where it is read from the environment. */
function variableIn(source: string): string | undefined {
  const direct = [...source.matchAll(/\benv(?:\.|\??\.?\[["'`])([A-Za-z_]\w*)/g)].map(
    ([, name]) => name,
  );
  const taken = [...source.matchAll(/\{([^{}]*)\}\s*=\s*(?:process\.)?env\b/g)].flatMap(
    ([, names]) => (names ?? "").split(",").map((each) => /\w+/.exec(each)?.[0]),
  );
  return [...direct, ...taken].find(
    (name) => name !== undefined && name !== "MONGODB_URI" && namesAnAddress.test(name),
  );
}

const namesAnAddress = /^(?=.*(?:MONGO|DATABASE|DB))(?=.*(?:UR[IL]|CONN|DSN|STRING)).*$/i;

/** The variable of a `.env` file that holds a connection string; the string itself stays there. */
function variableOfEnvFile(file: string): string | undefined {
  const text = readIfFile(file) ?? "";
  return /^\s*(?:export\s+)?(?!MONGODB_URI\b)([A-Za-z_]\w*)\s*=\s*["']?mongodb(?:\+srv)?:\/\//m.exec(
    text,
  )?.[1];
}

/** Returns the text of a program, and of the files that it reaches by a relative path: by an import, or by a URL as it starts a worker. */
export function readSources(file: string): string[] {
  const found = new Map<string, string>();
  const waiting = [file];
  for (
    let next = waiting.shift();
    next !== undefined && found.size < mostFiles;
    next = waiting.shift()
  ) {
    if (found.has(next)) continue;
    const source = readIfFile(next);
    if (source === undefined) continue;
    found.set(next, source);
    for (const [, relative] of source.matchAll(
      /(?:\bfrom|\bimport|\brequire|\bnew URL)\s*\(?\s*["'](\.\.?\/[^"']+)["']/g,
    )) {
      const target = path.resolve(path.dirname(next), relative ?? "");
      const stem = target.replace(/\.[cm]?[jt]s$/, "");
      const candidates = [
        target,
        ...["ts", "mts", "cts", "js", "mjs", "cjs"].map((end) => `${stem}.${end}`),
      ];
      const there = [
        ...candidates,
        path.join(target, "index.ts"),
        path.join(target, "index.js"),
      ].find((each) => existsSync(each) && statSync(each).isFile());
      if (there) waiting.push(there);
    }
  }
  return [...found.values()];
}

function readIfFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // Not there, or not for us to read: then there is nothing to tell of it.
  }
}
