import { Long, ObjectId, Timestamp, type Document } from "bson";
import { evalExpr } from "mingo/core";
import type { Any } from "mingo/types";
import { isPlain } from "../bson/decode.ts";
import { typeOf } from "../bson/type.ts";
import { MongoError } from "../errors.ts";
import { formatDate, parseDate, parseDateAs } from "./date-text.ts";
import { fieldsOf, intOf, isNothing, ofFields, type Operator, type Operators } from "./operator.ts";
import {
  dayOfYear,
  fromLocalTime,
  isoWeekday,
  isoWeekOf,
  isoYearStart,
  localTime,
  timeZone,
  utc,
  weekOf,
  type OffsetAt,
} from "./time-zones.ts";

const dayMs = 86_400_000;

/** Returns the date in a value that has one: ObjectIds and timestamps do, too. */
function dateIn(value: unknown, code: number): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.t * 1000);
  throw new MongoError(code, `can't convert from BSON type ${typeOf(value).name} to Date`);
}

/** Returns the zone that an operator is told, UTC without one; undefined where it is told null. */
function zoneIn(values: Document, name: string): OffsetAt | undefined {
  if (!("timezone" in values)) return () => 0;
  const { timezone } = values;
  if (isNothing(timezone)) return undefined;
  if (typeof timezone === "string") return timeZone(timezone);
  throw new MongoError(
    40517,
    `${name} requires a string for the timezone argument, but was given a ${typeOf(timezone).name}`,
  );
}

/** `{ $year: date }`, `{ $year: [date] }`, or `{ $year: { date, timezone } }`. */
function partOf(name: string, read: (local: Date) => number | Long): Operators {
  const operator: Operator = (document, operand, options) => {
    let given: Document = { date: operand };
    const [first] = isPlain(operand) ? Object.keys(operand) : [];
    if (first !== undefined && !first.startsWith("$")) {
      given = fieldsOf(name, operand, {
        required: ["date"],
        optional: ["timezone"],
        notObject: 40539,
        unknown: 40535,
        missing: 40539,
      });
    } else if (Array.isArray(operand)) {
      if (operand.length !== 1) {
        throw new MongoError(
          40536,
          `${name} accepts exactly one argument if given an array, but was given ${operand.length}`,
        );
      }
      given = { date: operand[0] };
    }
    const values = Object.fromEntries(
      Object.entries(given).map(([field, item]) => [
        field,
        evalExpr(document, item as Any, options),
      ]),
    );
    if (isNothing(values.date)) return null;
    const date = dateIn(values.date, 16006);
    const zone = zoneIn(values, name);
    return zone ? read(localTime(date, zone)) : null;
  };
  return { [name]: operator };
}

function toParts(values: Document, name: string): unknown {
  if (isNothing(values.date) || ("iso8601" in values && isNothing(values.iso8601))) return null;
  const date = dateIn(values.date, 16006);
  const zone = zoneIn(values, name);
  if (!zone) return null;
  const local = localTime(date, zone);
  const { year, week } = isoWeekOf(local);
  return {
    ...(values.iso8601 === true
      ? { isoWeekYear: year, isoWeek: week, isoDayOfWeek: isoWeekday(local) }
      : {
          year: local.getUTCFullYear(),
          month: local.getUTCMonth() + 1,
          day: local.getUTCDate(),
        }),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

function toText(values: Document, name: string): unknown {
  const { date: given, format } = values;
  if (isNothing(given)) return values.onNull ?? null;
  if ("format" in values && isNothing(format)) return null;
  if (format !== undefined && typeof format !== "string") {
    throw new MongoError(18533, `${name} requires that 'format' be a string`);
  }
  const date = dateIn(given, 16006);
  const zone = zoneIn(values, name);
  if (!zone) return null;
  const offsetMs = zone(date.getTime());
  const standard = `%Y-%m-%dT%H:%M:%S.%L${"timezone" in values ? "" : "Z"}`;
  const shown = values.timezone === "UTC" ? "%Y-%m-%dT%H:%M:%S.%LZ" : standard;
  return formatDate(localTime(date, zone), offsetMs, format ?? shown);
}

function fromParts(values: Document, name: string): unknown {
  const isIso = ["isoWeekYear", "isoWeek", "isoDayOfWeek"].some((field) => field in values);
  if (isIso && ["year", "month", "day"].some((field) => field in values)) {
    throw new MongoError(40489, `${name} does not allow mixing natural dates with ISO dates`);
  }
  if (!("year" in values) && !("isoWeekYear" in values)) {
    throw new MongoError(40516, `${name} requires either 'year' or 'isoWeekYear' to be present`);
  }
  if (Object.values(values).some(isNothing)) return null;
  const part = (field: string, otherwise: number): number => {
    if (!(field in values)) return otherwise;
    const value = intOf(values[field]);
    if (value !== undefined) return value;
    throw new MongoError(
      40515,
      `'${field}' must evaluate to an integer, found ${typeOf(values[field]).name}`,
    );
  };
  const yearField = isIso ? "isoWeekYear" : "year";
  const year = part(yearField, 1970);
  if (year < 1 || year > 9999) {
    throw new MongoError(
      isIso ? 31095 : 40523,
      `'${yearField}' must evaluate to an integer in the range 1 to 9999, found ${year}`,
    );
  }
  const day = isIso
    ? isoYearStart(year) + ((part("isoWeek", 1) - 1) * 7 + part("isoDayOfWeek", 1) - 1) * dayMs
    : utc(year, part("month", 1), part("day", 1));
  const minutes = part("hour", 0) * 60 + part("minute", 0);
  const ms = (minutes * 60 + part("second", 0)) * 1000 + part("millisecond", 0);
  const zone = zoneIn(values, name);
  return zone ? fromLocalTime(day + ms, zone) : null;
}

function fromText(values: Document, name: string): unknown {
  const { dateString: text, format } = values;
  if (isNothing(text)) return values.onNull ?? null;
  if (!zoneIn(values, name) || ("format" in values && isNothing(format))) return null;
  if (format !== undefined && typeof format !== "string") {
    throw new MongoError(40684, `${name} requires that 'format' be a string`);
  }
  const zone = values.timezone as string | undefined;
  try {
    if (typeof text !== "string") {
      throw new MongoError(
        "ConversionFailure",
        `${name} requires that 'dateString' be a string, found: ${typeOf(text).name}`,
      );
    }
    return format === undefined ? parseDate(text, zone) : parseDateAs(text, format, zone);
  } catch (error) {
    const isUnreadable = error instanceof MongoError && error.codeName === "ConversionFailure";
    if (isUnreadable && "onError" in values) return values.onError;
    throw error;
  }
}

const unitMs: Record<string, number> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: dayMs,
  week: 7 * dayMs,
};

const unitMonths: Record<string, number> = { month: 1, quarter: 3, year: 12 };

function unitIn({ unit }: Document, name: string): string {
  const isUnit = typeof unit === "string" && (unit in unitMs || unit in unitMonths);
  if (isUnit) return unit;
  throw new MongoError(
    typeof unit === "string" ? "FailedToParse" : 5439013,
    `${name} parameter 'unit' value cannot be recognized as a time unit: ${String(unit)}`,
  );
}

/** Months end on their last day at the latest; days and longer are those of the zone's calendar. */
function shifted(sign: 1 | -1): (values: Document, name: string) => unknown {
  return (values, name) => {
    const { startDate, amount } = values;
    const zone = zoneIn(values, name);
    if (isNothing(startDate) || isNothing(values.unit) || isNothing(amount) || !zone) return null;
    const unit = unitIn(values, name);
    const start = dateIn(startDate, 5166403);
    const count = amount instanceof Long ? amount.toNumber() : intOf(amount);
    if (count === undefined) {
      throw new MongoError(5166405, `${name} expects integer amount of time units`);
    }
    const steps = count * sign;
    const local = localTime(start, zone);
    let end: Date;
    if (unit in unitMonths) {
      const months = local.getUTCMonth() + steps * (unitMonths[unit] ?? 1);
      const year = local.getUTCFullYear();
      const lastDay = new Date(utc(year, months + 2, 0)).getUTCDate();
      const day = Math.min(local.getUTCDate(), lastDay);
      const timeMs = ((local.getTime() % dayMs) + dayMs) % dayMs;
      end = fromLocalTime(utc(year, months + 1, day) + timeMs, zone);
    } else if (unit === "day" || unit === "week") {
      end = fromLocalTime(local.getTime() + steps * (unitMs[unit] ?? 0), zone);
    } else end = new Date(start.getTime() + steps * (unitMs[unit] ?? 0));
    if (!Number.isNaN(end.getTime())) return end;
    throw new MongoError(5166406, `${name} overflowed`);
  };
}

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** Returns the day that a week starts with, Sunday is 0. */
function startOfWeekIn({ startOfWeek = "sunday" }: Document, name: string): number {
  const day = String(startOfWeek).toLowerCase();
  const found = weekdays.findIndex((weekday) => weekday === day || weekday.slice(0, 3) === day);
  if (found !== -1) return found;
  throw new MongoError(
    "FailedToParse",
    `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${day}`,
  );
}

/** Counts the boundaries between two dates: of days and longer as the zone's clock shows them. */
function difference(values: Document, name: string): unknown {
  const { startDate, endDate } = values;
  const zone = zoneIn(values, name);
  const isIncomplete = [startDate, endDate, values.unit].some(isNothing);
  if (isIncomplete || !zone || ("startOfWeek" in values && isNothing(values.startOfWeek))) {
    return null;
  }
  const unit = unitIn(values, name);
  const from = dateIn(startDate, 5166307);
  const to = dateIn(endDate, 5166307);
  const [a, b] = [localTime(from, zone), localTime(to, zone)];
  const months = (local: Date): number => local.getUTCFullYear() * 12 + local.getUTCMonth();
  const days = (local: Date): number => Math.floor(local.getTime() / dayMs);
  let place: (date: Date, local: Date) => number;
  if (unit in unitMonths) place = (_, local) => Math.floor(months(local) / (unitMonths[unit] ?? 1));
  else if (unit === "day") place = (_, local) => days(local);
  else if (unit === "week") {
    const first = startOfWeekIn(values, name);
    // 1970 began on a Thursday.
    place = (_, local) => Math.floor((days(local) + 4 - first) / 7);
  } else {
    // Of a zone with half hours the boundaries of hours are its own; what its clock skips does not count.
    const offsetMs = zone(from.getTime());
    place = (date) => Math.floor((date.getTime() + offsetMs) / (unitMs[unit] ?? 1));
  }
  return Long.fromNumber(place(to, b) - place(from, a));
}

/** Bins are counted from the beginning of this year, as the zone's clock shows it. */
const firstBinYear = 2000;
/** January 1, 2000 was a Saturday. */
const firstBinWeekday = 6;

/** Returns the lower end of the bin that a date is in: of days and longer by the zone's calendar. */
function truncated(values: Document, name: string): unknown {
  const { date: given, binSize = 1 } = values;
  const zone = zoneIn(values, name);
  const isIncomplete = [given, values.unit, binSize].some(isNothing);
  if (isIncomplete || !zone || ("startOfWeek" in values && isNothing(values.startOfWeek))) {
    return null;
  }
  const date = dateIn(given, 5439012);
  const unit = unitIn(values, name);
  const size = binSize instanceof Long ? binSize.toNumber() : intOf(binSize);
  if (size === undefined)
    throw new MongoError(5439017, `${name} requires 'binSize' to be a 64-bit integer`);
  if (size <= 0) throw new MongoError(5439018, `${name} requires 'binSize' to be greater than 0`);
  const within = (place: number): number => Math.floor(place / size) * size;
  const local = localTime(date, zone);
  if (unit in unitMonths) {
    const bin = size * (unitMonths[unit] ?? 1);
    const months = (local.getUTCFullYear() - firstBinYear) * 12 + local.getUTCMonth();
    return fromLocalTime(utc(firstBinYear, Math.floor(months / bin) * bin + 1), zone);
  }
  if (unit === "day" || unit === "week") {
    const days = unit === "day" ? 1 : 7;
    const startOfWeek = unit === "week" ? startOfWeekIn(values, name) : firstBinWeekday;
    const firstMs = utc(firstBinYear) + ((startOfWeek - firstBinWeekday + 7) % 7) * dayMs;
    const place = Math.floor((local.getTime() - firstMs) / (days * dayMs));
    return fromLocalTime(firstMs + within(place) * days * dayMs, zone);
  }
  const ms = unitMs[unit] ?? 1;
  const firstMs = fromLocalTime(utc(firstBinYear), zone).getTime();
  return new Date(firstMs + within(Math.floor((date.getTime() - firstMs) / ms)) * ms);
}

const shiftFields = {
  required: ["startDate", "unit", "amount"],
  optional: ["timezone"],
  notObject: 5166400,
  unknown: 5166401,
  missing: 5166402,
};

const natural = ["year", "month", "day", "isoWeekYear", "isoWeek", "isoDayOfWeek"];

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#date-expression-operators */
export const dateOperators: Operators = {
  ...partOf("$year", (local) => local.getUTCFullYear()),
  ...partOf("$month", (local) => local.getUTCMonth() + 1),
  ...partOf("$dayOfMonth", (local) => local.getUTCDate()),
  ...partOf("$dayOfWeek", (local) => local.getUTCDay() + 1),
  ...partOf("$dayOfYear", dayOfYear),
  ...partOf("$hour", (local) => local.getUTCHours()),
  ...partOf("$minute", (local) => local.getUTCMinutes()),
  ...partOf("$second", (local) => local.getUTCSeconds()),
  ...partOf("$millisecond", (local) => local.getUTCMilliseconds()),
  ...partOf("$week", weekOf),
  ...partOf("$isoWeek", (local) => isoWeekOf(local).week),
  ...partOf("$isoWeekYear", (local) => Long.fromNumber(isoWeekOf(local).year)),
  ...partOf("$isoDayOfWeek", isoWeekday),
  ...ofFields(
    "$dateToParts",
    {
      required: ["date"],
      optional: ["timezone", "iso8601"],
      notObject: 40524,
      unknown: 40520,
      missing: 40522,
    },
    toParts,
  ),
  ...ofFields(
    "$dateToString",
    {
      required: ["date"],
      optional: ["format", "timezone", "onNull"],
      notObject: 18629,
      unknown: 18534,
      missing: 18628,
    },
    toText,
  ),
  ...ofFields(
    "$dateFromParts",
    {
      required: [],
      optional: [...natural, "hour", "minute", "second", "millisecond", "timezone"],
      notObject: 40519,
      unknown: 40518,
      missing: 40516,
    },
    fromParts,
  ),
  ...ofFields(
    "$dateFromString",
    {
      required: ["dateString"],
      optional: ["format", "timezone", "onNull", "onError"],
      notObject: 40540,
      unknown: 40541,
      missing: 40542,
    },
    fromText,
  ),
  ...ofFields("$dateAdd", shiftFields, shifted(1)),
  ...ofFields("$dateSubtract", shiftFields, shifted(-1)),
  ...ofFields(
    "$dateDiff",
    {
      required: ["startDate", "endDate", "unit"],
      optional: ["timezone", "startOfWeek"],
      notObject: 5166301,
      unknown: 5166302,
      missing: 5166303,
    },
    difference,
  ),
  ...ofFields(
    "$dateTrunc",
    {
      required: ["date", "unit"],
      optional: ["binSize", "timezone", "startOfWeek"],
      notObject: 5439007,
      unknown: 5439008,
      missing: [5439009, 5439010],
    },
    truncated,
  ),
};
