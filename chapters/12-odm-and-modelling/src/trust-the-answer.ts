/**
 * @title Wrong: store what an API answered, unchecked
 * @python response.json() straight into insert_one
 * @twin weather.ts
 * @wrong
 * @latency 100
 *
 * "as Weather" is a promise of yours, and nobody checks it when the program
 * runs. There is no city called Atlantis, so the API answers with an error. It
 * is stored as a report, and the failure shows only when somebody reads it.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const reports = client.db().collection("reports");

// #region trust
type Weather = { city: string; temperature: number };

for (const city of ["oslo", "atlantis"]) {
  const response = await fetch(`${process.env.WEATHER_URL}/weather/${city}`);
  const { city: name, temperature } = (await response.json()) as Weather;
  await reports.insertOne({ name, temperature });
  console.log("stored:", name, temperature);
}
// #endregion
