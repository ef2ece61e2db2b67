/** @title Calls the API: an answer, a city that is not there, and one call that it gives up */
const url = process.env.WEATHER_URL!;

const cities = (await (await fetch(`${url}/cities`)).json()) as string[];
const weather = await (await fetch(`${url}/weather/oslo`)).json();
const unknown = await fetch(`${url}/weather/atlantis`);
const controller = new AbortController();
setTimeout(() => controller.abort(), 100);
const aborted = await fetch(`${url}/weather/lima`, {
  signal: controller.signal,
}).catch((error: Error) => error.name);

console.log(cities.length, JSON.stringify(weather), unknown.status, aborted);
