/** What stands for a value that is another one in each run. */
export type Mask = (text: string) => string;

const objectId = /\b[0-9a-f]{24}\b/gi;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const isoDate = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?/g;
const epochMs = /\b1\d{12}\b/g;
const duration = /\b\d+(?:\.\d+)? ?ms\b/g;
const place = /\b127\.0\.0\.1:\d+\b/g;
const processId = /\(node:\d+\)/g;

/** A moment this near to now is now, in ms. */
const nearMs = 10 * 60_000;

/**
 * Returns what takes out of a text whatever is random by nature: generated ids, moments of the run, durations, ports. The same id is the
 * same in all texts of one mask, numbered as it comes first. What stands in the program's source stays.
 */
export function createMask(source: string, database = ""): Mask {
  const numbers = new Map<string, number>();
  const isLiteral = (text: string): boolean => source.includes(text);
  const numbered = (id: string): string => {
    if (isLiteral(id)) return id;
    const key = id.toLowerCase();
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return `<id ${number}>`;
  };
  const moment = (text: string, ms: number): string =>
    !isLiteral(text) && Math.abs(Date.now() - ms) < nearMs ? "<now>" : text;

  return (text) => {
    const masked = text
      .replace(uuid, numbered)
      .replace(objectId, numbered)
      .replace(isoDate, (date) => moment(date, Date.parse(date)))
      .replace(epochMs, (ms) => moment(ms, Number(ms)))
      .replace(duration, (ms) => (isLiteral(ms) ? ms : "<duration>"))
      .replace(place, "127.0.0.1:<port>")
      .replace(processId, "(node:<pid>)");
    return database === "" ? masked : masked.replaceAll(database, "<database>");
  };
}
