import { MongoError } from "../errors.ts";
import {
  dayOfYear,
  fromLocalTime,
  isoWeekday,
  isoWeekOf,
  isoYearStart,
  timeZone,
  utc,
  weekOf,
  type OffsetAt,
} from "./time-zones.ts";

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const padded = (value: number, digits = 2): string => String(value).padStart(digits, "0");

function offsetText(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const sign = offsetMs < 0 ? "-" : "+";
  return sign + padded(Math.floor(minutes / 60)) + padded(Math.floor(minutes % 60));
}

const written: Record<string, (local: Date, offsetMs: number) => string> = {
  Y: (local) => padded(local.getUTCFullYear(), 4),
  m: (local) => padded(local.getUTCMonth() + 1),
  d: (local) => padded(local.getUTCDate()),
  H: (local) => padded(local.getUTCHours()),
  M: (local) => padded(local.getUTCMinutes()),
  S: (local) => padded(local.getUTCSeconds()),
  L: (local) => padded(local.getUTCMilliseconds(), 3),
  j: (local) => padded(dayOfYear(local), 3),
  w: (local) => String(local.getUTCDay() + 1),
  u: (local) => String(isoWeekday(local)),
  U: (local) => padded(weekOf(local)),
  V: (local) => padded(isoWeekOf(local).week),
  G: (local) => padded(isoWeekOf(local).year, 4),
  b: (local) => (months[local.getUTCMonth()] ?? "").slice(0, 3),
  B: (local) => months[local.getUTCMonth()] ?? "",
  z: (_local, offsetMs) => offsetText(offsetMs),
  Z: (_local, offsetMs) => String(offsetMs / 60_000),
  "%": () => "%",
};

function checkFormat(format: string, known: Record<string, unknown>): void {
  for (const [, directive] of format.matchAll(/%(.?)/gs)) {
    if (directive === "") {
      throw new MongoError(18535, "Unmatched '%' at end of format string");
    }
    if (directive !== undefined && !Object.hasOwn(known, directive)) {
      throw new MongoError(18536, `Invalid format character '%${directive}' in format string`);
    }
  }
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateToString/ */
export function formatDate(local: Date, offsetMs: number, format: string): string {
  checkFormat(format, written);
  return format.replaceAll(
    /%(.)/gs,
    (_, directive: string) => written[directive]?.(local, offsetMs) ?? "",
  );
}

function unreadable(text: string, reason: string): MongoError {
  return new MongoError("ConversionFailure", `Error parsing date string '${text}'; ${reason}`);
}

/** What a text says, as far as it does. */
type Parts = Partial<Record<string, number>>;

function dateOf(text: string, parts: Parts, zone: OffsetAt): Date {
  const { Y, m = 1, d = 1, H = 0, M = 0, S = 0, L = 0, G, V = 1, u = 1, j } = parts;
  let dayMs: number;
  if (G !== undefined) dayMs = isoYearStart(G) + ((V - 1) * 7 + u - 1) * 86_400_000;
  else if (Y === undefined) throw unreadable(text, "an incomplete date/time string has been found");
  else dayMs = j === undefined ? utc(Y, m, d) : utc(Y, 1, j);
  const isDay = G !== undefined || j !== undefined || new Date(dayMs).getUTCDate() === d;
  if (!isDay || m < 1 || m > 12 || H > 23 || M > 59 || S > 59) {
    throw unreadable(text, "The parsed date was invalid");
  }
  return fromLocalTime(dayMs + ((H * 60 + M) * 60 + S) * 1000 + L, zone);
}

function zoneOf(text: string, own: string | undefined, given: string | undefined): OffsetAt {
  if (own === undefined) return timeZone(given ?? "UTC");
  if (given !== undefined) {
    throw unreadable(
      text,
      `you cannot pass in a date/time string with time zone information ('${own}') together with a timezone argument`,
    );
  }
  return timeZone(own);
}

const iso =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Returns the date in a text: ISO 8601, or with the name of a month as JavaScript reads it.
 *
 * @throws MongoError 241 when there is none
 */
export function parseDate(text: string, zone?: string): Date {
  const [found, Y, m, d, H, M, S, fraction, own] = iso.exec(text.trim()) ?? [];
  if (found !== undefined) {
    const [H0, M0, S0] = [H, M, S].map((part) => Number(part ?? 0));
    const parts = { Y: Number(Y), m: Number(m), d: Number(d), H: H0, M: M0, S: S0 };
    const L = Math.trunc(Number(`0.${fraction ?? "0"}`) * 1000);
    return dateOf(text, { ...parts, L }, zoneOf(text, own, zone));
  }
  if (!/\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i.test(text)) {
    throw unreadable(text, "the format is not recognized");
  }
  const named = /(Z|UTC|GMT|[+-]\d\d:?\d\d)\s*$/.exec(text)?.[1];
  const date = new Date(named === undefined ? `${text} UTC` : text);
  if (Number.isNaN(date.getTime())) throw unreadable(text, "the format is not recognized");
  const offsetAt = zoneOf(text, named, zone);
  return named === undefined ? fromLocalTime(date.getTime(), offsetAt) : date;
}

const read: Record<string, string> = {
  Y: String.raw`\d{4}`,
  G: String.raw`\d{4}`,
  m: String.raw`\d{1,2}`,
  d: String.raw`\d{1,2}`,
  H: String.raw`\d{1,2}`,
  M: String.raw`\d{1,2}`,
  S: String.raw`\d{1,2}`,
  V: String.raw`\d{1,2}`,
  u: "[1-7]",
  L: String.raw`\d{1,3}`,
  j: String.raw`\d{1,3}`,
  b: "[a-z]{3}",
  B: "[a-z]+",
  z: String.raw`Z|[+-]\d\d:?(?:\d\d)?|[a-z]+(?:/[a-z_/]+)?`,
  Z: String.raw`[+-]?\d+`,
  "%": "%",
};

/** Returns the date in a text that is written as `format` tells. @throws MongoError 241 when it is not */
export function parseDateAs(text: string, format: string, zone?: string): Date {
  checkFormat(format, read);
  const directives: string[] = [];
  const pattern = format.replaceAll(
    /%(.)|([.*+?^${}()|[\]\\/])/gs,
    (_, directive?: string, special?: string) => {
      if (directive === undefined) return `\\${special}`;
      directives.push(directive);
      return `(${read[directive]})`;
    },
  );
  const match = new RegExp(`^${pattern}$`, "i").exec(text);
  if (!match) throw unreadable(text, `it does not match the format '${format}'`);
  const parts: Parts = {};
  let own: string | undefined;
  for (const [index, directive] of directives.entries()) {
    const value = match[index + 1] ?? "";
    if (directive === "z") own = value;
    else if (directive === "Z") {
      own = offsetText(Number(value) * 60_000);
    } else if (directive === "b" || directive === "B") {
      const month = months.findIndex(
        (name) =>
          (directive === "b" ? name.slice(0, 3) : name).toLowerCase() === value.toLowerCase(),
      );
      if (month === -1) throw unreadable(text, `there is no month '${value}'`);
      parts.m = month + 1;
    } else if (directive !== "%") parts[directive] = Number(value);
  }
  return dateOf(text, parts, zoneOf(text, own, zone));
}
