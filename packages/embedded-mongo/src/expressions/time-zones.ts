import { MongoError } from "../errors.ts";

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Returns how many ms the clocks of a zone are ahead of UTC at a time. */
export type OffsetAt = (timeMs: number) => number;

/** Returns the clock of a zone: a name of the Olson database, or an offset such as +05:30. @throws MongoError 40485 */
export function timeZone(name: string): OffsetAt {
  if (/^(utc|gmt|z)$/i.test(name)) return () => 0;
  const [, sign, hours = "", minutes = "0"] = /^([+-])(\d\d)(?::?(\d\d))?$/.exec(name) ?? [];
  if (sign !== undefined) {
    const offsetMs = (Number(hours) * 60 + Number(minutes)) * minuteMs;
    return () => (sign === "-" ? -offsetMs : offsetMs);
  }
  let format = formats.get(name);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: name,
        hourCycle: "h23",
        era: "short",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new MongoError(40485, `unrecognized time zone identifier: "${name}"`);
    }
    formats.set(name, format);
  }
  const known = format;
  return (timeMs) => {
    const parts = new Map(known.formatToParts(timeMs).map(({ type, value }) => [type, value]));
    const at = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get("era") === "BC" ? 1 - at("year") : at("year");
    const local = utc(year, at("month"), at("day"), at("hour"), at("minute"), at("second"));
    return local - Math.floor(timeMs / 1000) * 1000;
  };
}

/** Returns the time at which UTC's clock shows this; parts may be beyond their range, years below 100 are meant. */
export function utc(
  year: number,
  month = 1,
  day = 1,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, ms);
}

/** Returns a date whose UTC parts are what a zone's clock shows. */
export function localTime(date: Date, offsetAt: OffsetAt): Date {
  return new Date(date.getTime() + offsetAt(date.getTime()));
}

/** Returns the date at which a zone's clock shows what the UTC parts of `localMs` are. */
export function fromLocalTime(localMs: number, offsetAt: OffsetAt): Date {
  const guess = localMs - offsetAt(localMs);
  return new Date(localMs - offsetAt(guess));
}

const dayMs = 86_400_000;

/** Returns the day of the week as ISO 8601 counts: Monday is 1, Sunday 7. */
export function isoWeekday(local: Date): number {
  return local.getUTCDay() || 7;
}

/** The year of a week is that of its Thursday. */
export function isoWeekOf(local: Date): { year: number; week: number } {
  const thursday = new Date(local.getTime() + (4 - isoWeekday(local)) * dayMs);
  const year = thursday.getUTCFullYear();
  return { year, week: Math.floor((thursday.getTime() - utc(year)) / dayMs / 7) + 1 };
}

/** Returns the first day of a year's first week, a Monday: the week in which January 4 is. */
export function isoYearStart(year: number): number {
  const fourth = new Date(utc(year, 1, 4));
  return fourth.getTime() - (isoWeekday(fourth) - 1) * dayMs;
}

/** Returns which day of its year it is, from 1. */
export function dayOfYear(local: Date): number {
  return Math.floor((local.getTime() - utc(local.getUTCFullYear())) / dayMs) + 1;
}

/** Weeks start on Sundays; what is before the year's first is week 0. */
export function weekOf(local: Date): number {
  return Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7);
}
