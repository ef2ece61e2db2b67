/**
 * @title Fetch ten pages one at a time
 *
 * As batch-of-pages.ts, with an await in a loop.
 */
const { WEATHER_URL } = process.env;

const list = await fetch(`${WEATHER_URL}/cities`);
const cities = (await list.json()) as string[];

for (const city of cities) {
  const response = await fetch(`${WEATHER_URL}/weather/${city}`);
  await response.text();
}
