import { MongoError, notSupported } from "../errors.ts";

/** Options that stand in the pattern itself, and the rest of it. */
const leadingFlags = /^\(\?([imsx]+)\)/;

/** The classes that PCRE has within brackets. */
const posixClasses: Record<string, string> = {
  alnum: "a-zA-Z0-9",
  alpha: "a-zA-Z",
  blank: String.raw` \t`,
  cntrl: String.raw`\x00-\x1f\x7f`,
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: String.raw`!-\/:-@\[-${"`"}\{-~`,
  space: String.raw`\t-\r `,
  upper: "A-Z",
  word: String.raw`\w`,
  xdigit: "0-9a-fA-F",
};

/** Escapes that mean something else in JavaScript, or nothing; without brackets where they are a class. */
const escapes: Record<string, string> = {
  a: String.raw`\x07`,
  e: String.raw`\x1b`,
  s: String.raw`\t-\r `,
  v: String.raw`\n-\r\x85\u2028\u2029`,
};

/** Escapes that mean a place. The flag m is never given to JavaScript, so its own ^ and $ are the text's two ends. */
const places: Record<string, string> = {
  A: "^",
  Z: String.raw`(?=\n?$)`,
  z: "$",
};

const classEscapes = new Set(["d", "D", "w", "W", "s", "S", "v", "p", "P"]);

/** Escapes of letters that JavaScript understands as they are. */
const sharedEscapes = new Set(["b", "B", "c", "d", "D", "f", "n", "r", "S", "t", "w", "W"]);

/** Groups that JavaScript has, too. */
const groups = /\(\?(?:[:=!]|<[=!]|<[A-Za-z_]\w*>)/y;
const namedGroup = /\(\?(?:P<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/y;
const namedReference = /\(\?P=([A-Za-z_]\w*)\)/y;
const comment = /\(\?#[^)]*\)/y;
const quantifier = /(?:[*+?]|\{\d+(?:,\d*)?\})(\??)(\+?)/y;
const posixClass = /\[:(\^?)(\w+):\]/y;
const propertySyntax = /\\([pP])(?:\{(\^?)([\w&]+)\}|([A-Z]))/y;
const hexadecimal = /\\x(?:\{([\dA-Fa-f]+)\}|([\dA-Fa-f]{0,2}))/y;
const octal = /\\0([0-7]{0,2})/y;
const reference = /\\(?:[1-9]\d?|k<[A-Za-z_]\w*>)/y;
const extendedBlanks = /(?:\s+|#.*)+/y;

function refuse(what: string): MongoError {
  return notSupported(`${what} in a regular expression`);
}

/** A pattern of PCRE, read from its start to its end. */
class Translation {
  readonly #pattern: string;
  readonly #flags: ReadonlySet<string>;
  #at = 0;
  #source = "";

  constructor(pattern: string, flags: ReadonlySet<string>) {
    this.#pattern = pattern;
    this.#flags = flags;
  }

  run(): string {
    while (this.#at < this.#pattern.length) this.#source += this.#next();
    return this.#source;
  }

  /** Returns what `syntax` finds at this place and goes on behind it. */
  #take(syntax: RegExp): RegExpExecArray | null {
    syntax.lastIndex = this.#at;
    const found = syntax.exec(this.#pattern);
    if (found) this.#at += found[0].length;
    return found;
  }

  #next(): string {
    if (this.#flags.has("x") && this.#take(extendedBlanks)) return "";
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    switch (character) {
      case "\\":
        return this.#escape(false);
      case "[":
        return this.#brackets();
      case "(":
        return this.#group();
      case "*":
      case "+":
      case "?":
      case "{":
        return this.#quantifier(character);
      default:
        this.#at += character.length;
        return this.#plain(character);
    }
  }

  #plain(character: string): string {
    switch (character) {
      case ".":
        return this.#flags.has("s") ? String.raw`[\s\S]` : String.raw`[^\n]`;
      case "^":
        return this.#flags.has("m") ? String.raw`(?:^|(?<=\n)(?!$))` : "^";
      case "$":
        return this.#flags.has("m") ? String.raw`(?![^\n])` : String.raw`(?=\n?$)`;
      case "}":
      case "]":
      case "/":
        return `\\${character}`;
      default:
        return character;
    }
  }

  #group(): string {
    const known = this.#take(groups);
    if (known) return known[0];
    const named = this.#take(namedGroup);
    if (named) return `(?<${named[1] ?? named[2]}>`;
    const referred = this.#take(namedReference);
    if (referred) return `\\k<${referred[1]}>`;
    if (this.#take(comment)) return "";
    if (/^\([?*]/.test(this.#pattern.slice(this.#at))) {
      throw refuse(this.#pattern.slice(this.#at, this.#at + 4));
    }
    this.#at += 1;
    return "(";
  }

  #quantifier(character: string): string {
    const found = this.#take(quantifier);
    if (!found) {
      this.#at += 1;
      return `\\${character}`;
    }
    if (found[2]) throw refuse(`the possessive quantifier ${found[0]}`);
    return found[0];
  }

  #escape(inBrackets: boolean): string {
    const bracketed = (members: string): string => (inBrackets ? members : `[${members}]`);
    const propertyFound = this.#take(propertySyntax);
    if (propertyFound) return propertyClass(propertyFound);
    const hex = this.#take(hexadecimal);
    if (hex) return `\\u{${hex[1] ?? (hex[2] || "0")}}`;
    const eight = this.#take(octal);
    if (eight) return `\\u{${Number.parseInt(eight[1] || "0", 8).toString(16)}}`;
    const referred = inBrackets ? null : this.#take(reference);
    if (referred) return referred[0];

    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at + 1) ?? 0);
    if (this.#at + 1 >= this.#pattern.length) {
      throw new MongoError(51091, String.raw`Regular expression is invalid: \ at end of pattern`);
    }
    this.#at += 1 + character.length;
    const members = escapes[character];
    if (members !== undefined) return classEscapes.has(character) ? bracketed(members) : members;
    if (sharedEscapes.has(character)) return `\\${character}`;
    const place = inBrackets ? undefined : places[character];
    if (place !== undefined) return place;
    if (/[A-Za-z0-9]/.test(character)) throw refuse(`\\${character}`);
    return /[\^$\\.*+?()[\]{}|/-]/.test(character) && (inBrackets || character !== "-")
      ? `\\${character}`
      : character;
  }

  /** Characters in brackets. The first may be a closing bracket; a minus that makes no range is itself. */
  #brackets(): string {
    this.#at += 1;
    let source = "[";
    if (this.#pattern[this.#at] === "^") {
      this.#at += 1;
      source += "^";
    }
    /** Whether a minus that comes next can make a range. */
    let opensRange = false;
    for (let first = true; ; first = false) {
      const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
      if (this.#at >= this.#pattern.length) {
        throw new MongoError(
          51091,
          "Regular expression is invalid: missing terminating ] for character class",
        );
      }
      if (character === "]" && !first) {
        this.#at += 1;
        return `${source}]`;
      }
      if (character === "-") {
        this.#at += 1;
        const after = this.#pattern[this.#at];
        const isRange = opensRange && after !== "]" && !this.#isClassNext();
        source += isRange ? "-" : String.raw`\-`;
        if (isRange) source += this.#member();
        opensRange = false;
        continue;
      }
      opensRange = !this.#isClassNext();
      source += this.#member();
    }
  }

  /** Whether the next member of brackets is a class of characters. */
  #isClassNext(): boolean {
    const [first, second = ""] = this.#pattern.slice(this.#at, this.#at + 2);
    return (first === "\\" && classEscapes.has(second)) || (first === "[" && second === ":");
  }

  #member(): string {
    const posix = this.#take(posixClass);
    if (posix) {
      const members = posixClasses[posix[2] ?? ""];
      if (posix[1] || members === undefined) throw refuse(posix[0]);
      return members;
    }
    const character = String.fromCodePoint(this.#pattern.codePointAt(this.#at) ?? 0);
    if (character === "\\") return this.#escape(true);
    this.#at += character.length;
    return /[[\]^/]/.test(character) ? `\\${character}` : character;
  }
}

function propertyClass([, letter = "p", negated, name, short]: RegExpExecArray): string {
  const property = name ?? short ?? "";
  if (property.includes("&")) throw refuse(String.raw`\p{${property}}`);
  const isNegated = (letter === "P") !== (negated === "^");
  const isScript = property.length > 2 && property !== "Any";
  return `\\${isNegated ? "P" : "p"}{${isScript ? "Script=" : ""}${property}}`;
}

/**
 * Returns a regular expression of JavaScript that finds what a pattern of PCRE2 finds, whose syntax MongoDB has:
 * https://www.pcre.org/current/doc/html/pcre2syntax.html. There `.` is all but a line feed, `$` stands before a last
 * line feed, too, `\s` knows ASCII only, and much needs no escape that JavaScript wants one for.
 *
 * @param options letters of i, m, s, x
 * @throws MongoError when it is invalid, or has what JavaScript has not
 */
export function fromPcre(pattern: string, options: Iterable<string>): RegExp {
  const leading = leadingFlags.exec(pattern);
  const flags = new Set([...options, ...Array.from(leading?.[1] ?? "")]);
  const source = new Translation(pattern.slice(leading?.[0].length), flags).run();
  try {
    // The pattern counts in characters; without u brackets find half of an emoji.
    return new RegExp(source, flags.has("i") ? "iu" : "u");
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(": ").at(-1) : String(error);
    throw new MongoError(51091, `Regular expression is invalid: ${reason}`);
  }
}
