/**
 * @title Parse pages with an await in the middle
 * @latency 50
 *
 * As batch-of-pages.ts, but parse() waits for something while it parses. So the
 * thread turns to the next page, and many are half parsed at once.
 */
import { setTimeout as sleep } from "node:timers/promises";

const { WEATHER_URL } = process.env;

const list = await fetch(`${WEATHER_URL}/cities`);
const cities = (await list.json()) as string[];

let underWay = 0;
let mostUnderWay = 0;
let parsing = 0;
let mostParsing = 0;

async function read(city: string) {
  mostUnderWay = Math.max(mostUnderWay, ++underWay);
  const response = await fetch(`${WEATHER_URL}/weather/${city}`);
  const page = await response.text();
  underWay--;
  return parse(page);
}

// #region parse
async function parse(page: string) {
  mostParsing = Math.max(mostParsing, ++parsing);
  await sleep(50); // Stands for a question to somebody else.
  const { city, temperature } = JSON.parse(page);
  parsing--;
  return `${city} ${temperature} °C`;
}
// #endregion

// #region pages
const reports = await Promise.all(cities.map((city) => read(city)));
// #endregion

console.log(`${reports.length} pages, from ${reports[0]} to ${reports.at(-1)}`);
console.log(`at most ${mostUnderWay} pages under way at once`);
console.log(`at most ${mostParsing} page parsed at once`);
