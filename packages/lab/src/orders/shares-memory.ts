/** Methods that change nothing that another part of the program could see: the driver's, and those that return something new. */
const harmlessMethods = new Set(
  `db collection find findOne insertOne insertMany updateOne updateMany replaceOne deleteOne deleteMany findOneAndUpdate
  findOneAndReplace findOneAndDelete countDocuments estimatedDocumentCount distinct aggregate toArray project limit skip
  all map filter join slice toString toFixed includes from keys values entries reduce every some log`.split(
    /\s+/,
  ),
);

/** Functions and classes of the same kind. */
const harmlessCalls = new Set(["MongoClient", "Date", "ObjectId", "Boolean", "String", "Number"]);

const keywords = new Set(
  "if for while switch catch function return await async of in new typeof import".split(" "),
);

/**
 * Whether what a program does with one reply may depend on which other replies it has got. No only for source that shows it: nothing in it is ever
 * assigned or changed, no function of it prints, and it calls nothing but the driver, Promise.all, and its own functions. Whatever it cannot
 * tell is a yes.
 */
export function sharesMemory(source: string): boolean {
  const code = withoutTexts(source);
  if (/\b(let|var|class|delete|yield|race|any|allSettled)\b|\bfor\s+await\b/.test(code))
    return true;
  if (/\b(maxPoolSize|maxConnecting|waitQueue\w*|retry\w*)\b/i.test(code)) return true;
  for (const [, from] of source.matchAll(/\bfrom\s+["']([^"']+)["']/g)) {
    if (from !== "mongodb") return true;
  }

  const declared = code.replaceAll(
    /\b(?:const|using)\s+(?:\w+|\{[\w\s,:]*\}|\[[\w\s,]*\])\s*(?::[^=;()]*)?=(?![=>])/g,
    " ",
  );
  if (/(?<![=!<>])=(?![=>])|\+\+|--/.test(declared)) return true;

  const own = new Set(
    [...code.matchAll(/\bfunction\s+(\w+)|\bconst\s+(\w+)\s*=\s*(?:async\s*)?\(/g)].map(
      ([, named, assigned]) => named ?? assigned,
    ),
  );
  for (const [, dot, name = ""] of code.matchAll(
    /(\.)?\s*\b(\w+)\s*(?:<[^<>()]*(?:<[^<>()]*>)?[^<>()]*>)?\(/g,
  )) {
    const isHarmless =
      dot === "."
        ? harmlessMethods.has(name)
        : harmlessCalls.has(name) || own.has(name) || keywords.has(name);
    if (!isHarmless) return true;
  }
  return printsInside(code);
}

/** Comments go, and of texts all but what is computed in them. */
function withoutTexts(source: string): string {
  return source
    .replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, " ")
    .replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, '""')
    .replaceAll(/`(?:[^`\\]|\\.)*`/g, (text) =>
      [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inside = ""]) => `(${inside})`).join(" "),
    );
}

/** Whether something is printed between braces: in a function, which may go on at any time. */
function printsInside(code: string): boolean {
  let depth = 0;
  for (const [sign] of code.matchAll(/[{}]|\bconsole\b|=>\s*console/g)) {
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    else if (depth > 0 || sign.startsWith("=>")) return true;
  }
  return false;
}
