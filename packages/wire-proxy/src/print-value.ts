/** Names of fields whose value is nobody's business. */
const secretField =
  /pass(?:word|wd|phrase|code)?$|pwd|secret|token|credential|api_?key|private_?key|auth(?!or)|cookie|session_?id|e_?mail|phone|(?:^|[._])iban$|card_?n(?:o|um)|credit_?card|(?:^|[._])ssn$|(?:^|[._])salt$|hash$/i;

/** Texts that are secrets wherever they stand: e-mail addresses, signed tokens, keys, credentials in a URI. */
const secretText =
  /[^\s@"']+@[^\s@"']+\.[^\s@"']+|\beyJ[\w-]{8,}\.[\w-]+|\b(?:sk|pk|ghp|xox[a-z])[-_]\w{8,}|\b[a-f\d]{32,}\b|\b[a-z][a-z\d+.-]*:\/\/[^\s@"']*@/i;

/** Deeper than this a value is an ellipsis. */
const deepest = 12;

/** Returns a value as a person would write it in the shell, with `***` for what may be a secret. */
export function printValue(value: unknown, depth = 0): string {
  if (typeof value === "string") return secretText.test(value) ? '"***"' : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > deepest) return "…";
  if (Array.isArray(value)) {
    const items = value.slice(0, 50).map((item) => printValue(item, depth + 1));
    if (value.length > items.length) items.push(`… ${value.length - items.length} more`);
    return `[${items.join(", ")}]`;
  }
  if (value instanceof Date)
    return `ISODate("${Number.isNaN(value.getTime()) ? "" : value.toISOString()}")`;
  if (value instanceof RegExp) return String(value);
  const special = printSpecial(value);
  if (special !== undefined) return special;
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, each]) => `${printKey(key)}: ${printField(key, each, depth)}`).join(", ")} }`;
}

/** Whether a field's name says that its value is nobody's business. */
export function isSecretField(name: string): boolean {
  return secretField.test(name);
}

/** Everything below a secret field is secret, but for what kind of question it is. */
function printField(key: string, value: unknown, depth: number): string {
  if (!isSecretField(key)) return printValue(value, depth + 1);
  return typeof value === "boolean" || value === null ? String(value) : '"***"';
}

function printKey(key: string): string {
  return /^[$A-Za-z_][\w$]*$/.test(key) ? key : JSON.stringify(key);
}

/** What a type of BSON's own is seen from outside; each has a text of its own. */
interface BsonValue {
  _bsontype: unknown;
  toString(): string;
}

/** BSON's own types say what they are: https://github.com/mongodb/js-bson */
function printSpecial(value: object): string | undefined {
  if (!("_bsontype" in value)) return undefined;
  const text = (value as BsonValue).toString();
  switch (value._bsontype) {
    case "Long":
    case "Int32":
    case "Double":
    case "Decimal128":
      return text;
    case "ObjectId":
      return `ObjectId("${text}")`;
    case "Binary":
      return `Binary(${"length" in value && typeof value.length === "function" ? value.length() : 0} bytes)`;
    case "BSONRegExp":
      return "pattern" in value ? `/${String(value.pattern)}/` : "RegExp";
    default:
      return String(value._bsontype);
  }
}
