/**
 * @title Call an API while the database works, and keep the thread busy
 *
 * As query-plus-http.ts, but this program computes while it should wait.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
await fetch("data:,"); // the first call loads Node's HTTP client
const packages = client.db().collection<{ _id: string }>("packages");

async function findPackage() {
  console.log("send the query");
  await packages.findOne({ _id: "mongodb" });
  console.log("get an answer");
}

async function fetchWeather() {
  console.log("call the API");
  await fetch(`${process.env.WEATHER_URL}/weather/oslo`);
  console.log("get an answer");
}

const answers = Promise.all([findPackage(), fetchWeather()]);
await sleep(50); // Both are sent by now: timers and sockets had their turns.
const busyUntil = performance.now() + 1200;
while (performance.now() < busyUntil);
await answers;
