/**
 * @title Fetch ten pages one at a time
 * @latency 50
 *
 * As batch-of-pages.ts, with an await in a loop.
 */
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
function parse(page: string) {
  mostParsing = Math.max(mostParsing, ++parsing);
  const { city, temperature } = JSON.parse(page);
  parsing--;
  return `${city} ${temperature} °C`;
}
// #endregion

// #region pages
const reports: string[] = [];
for (const city of cities) reports.push(await read(city));
// #endregion

console.log(`${reports.length} pages, from ${reports[0]} to ${reports.at(-1)}`);
console.log(`at most ${mostUnderWay} pages under way at once`);
console.log(`at most ${mostParsing} page parsed at once`);
