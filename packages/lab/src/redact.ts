/**
 * A connection string's user and password stand between "//" and the last "@" before the host. Of any
 * scheme: who mistypes "mongodb" has typed a password all the same. One that was not escaped may hold "/" and "@".
 * https://www.mongodb.com/docs/manual/reference/connection-string/
 */
const userInfo = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"'`<>]*@/gi;

/** Options of a connection string whose value is a secret. */
const secretOptions =
  /\b((?:tlsCertificateKeyFilePassword|sslPass|proxyPassword|proxyUsername)=)[^\s&"'`<>]+/gi;
const mechanismProperties = /\b(authMechanismProperties=)[^\s&"'`<>]+/gi;

/** Below this length a password may be a word of the language: only its place in a URI gives it away. */
const shortestLiteral = 4;

/** Returns `text` with the credentials of every MongoDB connection string in it taken out. */
export function redact(text: string): string {
  return text
    .replace(userInfo, "$1***@")
    .replace(secretOptions, "$1***")
    .replace(mechanismProperties, "$1***");
}

/** Returns a function that takes the credentials of `uri` out of a text, wherever they stand in it. */
export function createRedactor(uri: string): (text: string) => string {
  const secrets = secretsOf(uri);
  if (secrets.length === 0) return redact;
  return (text) => {
    let clean = redact(text);
    for (const secret of secrets) clean = clean.replaceAll(secret, "***");
    return clean;
  };
}

/** The longest first, so that no part of one is left when another is its beginning. */
function secretsOf(uri: string): string[] {
  const secrets = new Set<string>();
  function add(text: string): void {
    for (const form of [text, decodeLeniently(text)]) {
      if (form.length >= shortestLiteral) secrets.add(form);
    }
  }

  const authority = /^[a-z][a-z0-9+.-]*:\/\/(.*)@/is.exec(uri)?.[1];
  const colon = authority?.indexOf(":") ?? -1;
  if (authority && colon !== -1) add(authority.slice(colon + 1));
  for (const match of uri.matchAll(secretOptions)) add(match[0].slice((match[1] ?? "").length));
  for (const match of uri.matchAll(mechanismProperties)) {
    const token = /AWS_SESSION_TOKEN:([^,&]+)/i.exec(decodeLeniently(match[0]))?.[1];
    if (token) add(token);
  }
  return [...secrets].toSorted((a, b) => b.length - a.length);
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray "%" is no reason to print what stands beside it.
    return text;
  }
}

/**
 * Returns a function that takes every word of `uri` out of a text. For a connection string that cannot be read: nobody
 * knows which part of it was meant as the password.
 */
export function createStrictRedactor(uri: string): (text: string) => string {
  const words = uri
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, "")
    .split(/[^\w.%-]+/)
    .flatMap((word) => [word, decodeLeniently(word), encodeURIComponent(word)])
    .filter((word) => word.length > 1)
    .toSorted((a, b) => b.length - a.length);
  return (text) => {
    let clean = text.replaceAll(uri, "***");
    for (const word of words) clean = clean.replaceAll(word, "***");
    return clean;
  };
}
