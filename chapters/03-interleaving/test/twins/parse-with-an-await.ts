/**
 * @title Parse pages with an await in the middle
 *
 * As batch-of-pages.ts, but parse() waits for something while it parses. So the
 * thread turns to the next page, and many are half parsed at once.
 */
import { setTimeout as sleep } from "node:timers/promises";

const { WEATHER_URL } = process.env;

const list = await fetch(`${WEATHER_URL}/cities`);
const cities = (await list.json()) as string[];

let parsing = 0;
let mostParsing = 0;

async function parse(page: string) {
  mostParsing = Math.max(mostParsing, ++parsing);
  await sleep(50); // stands for a question to another server
  const { city, temperature } = JSON.parse(page);
  parsing--;
  return `${city} ${temperature} °C`;
}

async function read(city: string) {
  const response = await fetch(`${WEATHER_URL}/weather/${city}`);
  return parse(await response.text());
}

const reports = await Promise.all(cities.map(read));
console.log(`${reports.length} pages, from ${reports[0]} to ${reports.at(-1)}`);
console.log(`parsed at the same time: ${mostParsing}`);
