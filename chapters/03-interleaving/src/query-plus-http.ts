/**
 * @title Call an API while the database works
 * @python asyncio.gather
 * @twin query-then-http.ts
 *
 * The query and the call need nothing from each other, so both can be under way
 * at once. One thread is enough: it sends both, and then it is free until one
 * of them answers. Notice that the two waits lie on top of each other.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
await fetch("data:,"); // the first call loads Node's HTTP client
const packages = client.db().collection<{ _id: string }>("packages");

// #region together
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

await Promise.all([findPackage(), fetchWeather()]);
// #endregion
