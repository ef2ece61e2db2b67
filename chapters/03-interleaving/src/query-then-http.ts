/**
 * @title Slow: call an API after the database has answered
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

// #region in-turn
const found = await findPackage();
const weather = await fetchWeather();
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found?._id}; ${weather.city}, ${weather.temperature} °C`);
console.log(`both in ${elapsedMs} ms`);
