/**
 * @title Fetch ten pages at once, parse them one at a time
 * @python the scraper's asyncio.gather
 * @latency 50
 *
 * Ten pages are under way together, yet no two are ever parsed together:
 * there is one thread, and a function without an await is never interrupted.
 * Notice ten waits above each other, and the slices of work in a row.
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
const reports = await Promise.all(cities.map((city) => read(city)));
// #endregion

console.log(`${reports.length} pages, from ${reports[0]} to ${reports.at(-1)}`);
console.log(`at most ${mostUnderWay} pages under way at once`);
console.log(`at most ${mostParsing} page parsed at once`);
