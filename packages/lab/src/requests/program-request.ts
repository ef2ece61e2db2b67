import { LabError } from "../lab-error.ts";

/** A request to the program's own HTTP server. */
export interface ProgramRequest {
  method: string;
  /** Path and query. */
  path: string;
  /** Of the server, where it is not the first one that the program listens with. */
  port?: number;
  /** By their names in lower case. */
  headers: Record<string, string>;
  body?: string;
}

const expected = `expected a method, a path and perhaps headers and a body, such as "GET /users/7" or 'POST /users {"name":"Ada"}'`;

/** Names of headers whose value is a secret, and of parameters of a URL. */
const secretNames =
  /auth|cookie|token|secret|passw|pwd|api-?_?key|^key$|signature|^sig$|session|^code$/i;

/**
 * Reads a request as people write it: `GET /users/7`, `/users/7`, `POST /users {"name":"Ada"}`,
 * `GET /me authorization:"Bearer abc"`, `GET http://localhost:3001/health`. Without a method it is a GET, with a body a
 * POST. A body of JSON, or of `name=value` pairs, gets the content type that says so.
 *
 * @throws LabError that says what was expected
 */
export function parseRequest(text: string): ProgramRequest {
  const refuse = (what: string): LabError =>
    new LabError("bad-option", `Cannot send ${JSON.stringify(redactUrl(text))}: ${what}.`);
  const [, givenMethod, target, rest = ""] =
    /^\s*(?:([A-Za-z]+)\s+)?(\/\S*|https?:\/\/\S+)(?:\s+([\s\S]*))?$/.exec(text) ?? [];
  if (target === undefined) throw refuse(expected);

  const headers: Record<string, string> = {};
  const body = takeHeaders(rest, headers).trimEnd();
  if (body !== "" && headers["content-type"] === undefined) {
    headers["content-type"] = contentTypeOf(body);
  }
  const method = (givenMethod ?? (body === "" ? "GET" : "POST")).toUpperCase();
  if (!methods.has(method)) {
    throw refuse(`there is no method ${method}; ${expected}`);
  }
  return {
    method,
    ...locate(target, refuse),
    headers,
    ...(body === "" ? {} : { body }),
  };
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Reads `name:value` and `name:"a value"` from the start of `text`, and returns what follows. */
function takeHeaders(text: string, headers: Record<string, string>): string {
  const header = /^([A-Za-z][\w-]*):(?:"([^"]*)"|'([^']*)'|([^\s"'{[]\S*))(?:\s+|$)/;
  for (let left = text; ;) {
    const found = header.exec(left);
    if (!found) return left;
    headers[(found[1] ?? "").toLowerCase()] = found[2] ?? found[3] ?? found[4] ?? "";
    left = left.slice(found[0].length);
  }
}

function contentTypeOf(body: string): string {
  try {
    JSON.parse(body);
    return "application/json";
  } catch {
    return /^[^\s=&]+=[^\s&]*(&[^\s=&]+=[^\s&]*)*$/.test(body)
      ? "application/x-www-form-urlencoded"
      : "text/plain; charset=utf-8";
  }
}

function locate(
  target: string,
  refuse: (what: string) => LabError,
): Pick<ProgramRequest, "path" | "port"> {
  if (target.startsWith("/")) {
    // What a URL may not have, such as a space in a name, is escaped as a browser does.
    const { pathname, search } = new URL(`http://localhost${target}`);
    return { path: pathname + search };
  }
  if (!URL.canParse(target)) throw refuse(expected);
  const { protocol, hostname, port, pathname, search } = new URL(target);
  if (protocol === "https:") {
    throw refuse("HTTPS is not supported: have the program serve plain HTTP for the run");
  }
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) {
    throw refuse(
      `requests go to the program alone, and ${hostname} is elsewhere: give the path, "${pathname}"`,
    );
  }
  return { path: pathname + search, port: port === "" ? 80 : Number(port) };
}

/** Returns a URL, or a text with one in it, without the values of parameters that may be secrets. */
export function redactUrl(url: string): string {
  return url
    .replaceAll(/([?&])([^=&\s]+)=([^&\s]*)/g, (whole, sign: string, name: string) =>
      secretNames.test(name) ? `${sign}${name}=***` : whole,
    )
    .replaceAll(
      /([A-Za-z][\w-]*):("[^"]*"|'[^']*'|(?!\/\/)[^\s"'{[]\S*)/g,
      (whole, name: string) => (secretNames.test(name) ? `${name}:***` : whole),
    );
}

/** Values of a request's headers that nobody should print. The longest first, so that no part of one is left. */
export function secretsOf(requests: readonly ProgramRequest[]): string[] {
  const values = requests.flatMap(({ headers }) =>
    Object.entries(headers)
      .filter(([name]) => secretNames.test(name))
      .flatMap(([, value]) => [value, value.replace(/^(Bearer|Basic)\s+/i, "")]),
  );
  return [...new Set(values)]
    .filter(({ length }) => length >= 4)
    .toSorted((a, b) => b.length - a.length);
}
