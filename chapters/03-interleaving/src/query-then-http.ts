/**
 * @title Call an API after the database has thought
 * @python await, then await
 * @twin query-plus-http.ts
 * @wrong
 * @latency 50
 *
 * The same two things, one after the other. The call does not need the query's
 * answer and waits for it all the same. Notice that each wait stands alone.
 */
import { MongoClient } from "mongodb";

type Weather = { city: string; temperature: number };

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
await fetch("data:,"); // The first call loads the HTTP client.
const packages = client.db().collection<{ _id: string }>("packages");

async function findPackage() {
  console.log("query: sent");
  const found = await packages.findOne({ _id: "mongodb" });
  console.log(`query: ${found?._id}`);
}

async function fetchWeather() {
  console.log("call: sent");
  const response = await fetch(`${process.env.WEATHER_URL}/weather/oslo`);
  const { city, temperature } = (await response.json()) as Weather;
  console.log(`call: ${city}, ${temperature} °C`);
}

const startedAt = performance.now();

// #region in-turn
await findPackage();
await fetchWeather();
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`both in ${elapsedMs} ms`);
