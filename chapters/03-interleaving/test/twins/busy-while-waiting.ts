/**
 * @title Call an API while the database thinks, and keep the thread busy
 * @latency 50
 *
 * As query-plus-http.ts, but this program works while it should wait.
 */
import { setTimeout as sleep } from "node:timers/promises";
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
const answers = Promise.all([findPackage(), fetchWeather()]);
await sleep(50); // Both are sent by now: timers and sockets had their turns.
const busyUntil = performance.now() + 1200;
while (performance.now() < busyUntil);
const [found, weather] = await answers;
// #endregion

const elapsedMs = Math.round(performance.now() - startedAt);
console.log(`${found?._id}; ${weather.city}, ${weather.temperature} °C`);
console.log(`both in ${elapsedMs} ms`);
