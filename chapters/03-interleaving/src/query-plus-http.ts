/**
 * @title Call an API while the database thinks
 * @python asyncio.gather
 * @twin query-then-http.ts
 * @latency 50
 *
 * A query and an HTTP call have nothing to say to each other, so both can be
 * under way at once. One thread is enough: it sends both, and then it is free
 * until one of them answers. Notice that the two waits lie above each other.
 */
import { MongoClient } from "mongodb";

type Weather = { city: string; temperature: number };

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
await fetch("data:,"); // The first call loads the HTTP client.
const packages = client.db().collection<{ _id: string }>("packages");

async function findPackage() {
  console.log("send the query");
  const found = await packages.findOne({ _id: "mongodb" });
  console.log("get an answer");
  return found;
}

async function fetchWeather() {
  console.log("call the API");
  const response = await fetch(`${process.env.WEATHER_URL}/weather/oslo`);
  const weather = (await response.json()) as Weather;
  console.log("get an answer");
  return weather;
}

const startedAt = performance.now();

// #region together
const [found, weather] = await Promise.all([findPackage(), fetchWeather()]);
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found?._id}; ${weather.city}, ${weather.temperature} °C`);
console.log(`both in ${elapsedMs} ms`);
