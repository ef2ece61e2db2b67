/** What a terminal, file or pipe can show of a picture. */
export interface TerminalAbilities {
  /** Width in columns. */
  columns: number;
  /** How many colors; 0 is none. */
  colors: 0 | 16 | 256;
  /** False where only ASCII is safe. */
  unicode: boolean;
}

/** The part of a tty.WriteStream that says what it can do. */
export interface OutputStream {
  isTTY?: boolean;
  columns?: number;
  getColorDepth?: (env?: object) => number;
}

/**
 * What `stream` can show: its width (80 when it is no terminal, and COLUMNS where that is set), its colors
 * (NO_COLOR and FORCE_COLOR are heeded), and whether the locale is UTF-8.
 */
export function detectAbilities(
  stream: OutputStream = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): TerminalAbilities {
  const columns = stream.columns ?? Number(env["COLUMNS"]);
  return {
    columns: Number.isInteger(columns) && columns > 0 ? columns : 80,
    colors: detectColors(stream, env),
    unicode: isUtf8(env, platform),
  };
}

function detectColors(stream: OutputStream, env: NodeJS.ProcessEnv): 0 | 16 | 256 {
  // https://no-color.org: set and not empty.
  if (env["NO_COLOR"]) return 0;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) {
    if (forced === "0" || forced === "false") return 0;
    return forced === "2" || forced === "3" ? 256 : 16;
  }
  if (!stream.isTTY || env["TERM"] === "dumb") return 0;
  const depth = stream.getColorDepth?.(env) ?? 1;
  return depth >= 8 ? 256 : depth >= 4 ? 16 : 0;
}

function isUtf8(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (platform === "win32") {
    // The old console has no UTF-8 code page; these terminals do.
    return Boolean(
      env["WT_SESSION"] ||
      env["TERM_PROGRAM"] === "vscode" ||
      env["ConEmuTask"] ||
      env["TERM"]?.startsWith("xterm"),
    );
  }
  // The order in which POSIX looks at them; an empty one counts as missing.
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  if (locale) return /utf-?8/i.test(locale);
  // macOS programs started outside a shell have no locale, and macOS is UTF-8 throughout.
  return platform === "darwin";
}
