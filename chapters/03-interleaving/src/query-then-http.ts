/**
 * @title Slow: call an API after the database has answered
 * @python await, then await
 * @twin query-plus-http.ts
 * @wrong
 *
 * The same two things, one after the other. The call does not need the query's
 * answer, but waits for it all the same. Notice that the waits do not overlap.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
await fetch("data:,"); // the first call loads Node's HTTP client
const packages = client.db().collection<{ _id: string }>("packages");

// #region in-turn
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

await findPackage();
await fetchWeather();
// #endregion
