/**
 * @title Validate what comes from outside
 * @python a pydantic model: Weather.model_validate_json
 * @twin trust-the-answer.ts
 * @latency 100
 *
 * A zod schema is a check and a type in one. What does not fit is refused at
 * the door, with the path of what is wrong. Notice that one document is
 * inserted, not two.
 */
import { MongoClient } from "mongodb";
import { z } from "zod";

await using client = new MongoClient(process.env.MONGODB_URI!);
const reports = client.db().collection("reports");

// #region weather
const Weather = z.object({ city: z.string(), temperature: z.number() });

for (const city of ["oslo", "atlantis"]) {
  const response = await fetch(`${process.env.WEATHER_URL}/weather/${city}`);
  const checked = Weather.safeParse(await response.json());
  if (checked.success) {
    await reports.insertOne({ ...checked.data });
    console.log("stored:", checked.data.city, checked.data.temperature);
  } else console.log(z.prettifyError(checked.error));
}
// #endregion
