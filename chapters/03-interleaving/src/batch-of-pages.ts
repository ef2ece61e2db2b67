/**
 * @title Fetch ten pages at once, parse them one at a time
 * @python the scraper's asyncio.gather
 *
 * Ten pages are under way together, yet no two are ever parsed together. There
 * is one thread, and a function without an await is never interrupted. Notice
 * ten waits on top of each other, and the slices of work one after another.
 */
const { WEATHER_URL } = process.env;

const list = await fetch(`${WEATHER_URL}/cities`);
const cities = (await list.json()) as string[];

// #region pages
let parsing = 0;
let mostParsing = 0;

function parse(page: string) {
  mostParsing = Math.max(mostParsing, ++parsing);
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
// #endregion
