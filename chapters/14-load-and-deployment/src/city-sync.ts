/**
 * @title Wrong: a web app whose handler blocks
 * @python the Flask app: requests.get in a view, one worker
 * @twin city-async.ts
 * @wrong
 * @latency 100
 * @same-output both give the same three answers; the picture shows when
 *
 * Three visitors ask for three cities at once. The handler asks the weather API
 * with a call that returns only when the answer is there. So the thread cannot
 * even read the second request before the first is done.
 */
import { execFileSync } from "node:child_process";
import { serve } from "./serve.ts";

// #region city-sync
const get = "fetch(process.argv[1]).then((r) => r.text()).then(console.log)";

await using app = await serve(async ({ path }) => {
  const url = process.env.WEATHER_URL + path;
  const weather = execFileSync(process.execPath, ["-e", get, url]);
  return [200, JSON.parse(weather.toString())];
});
// #endregion

const cities = ["oslo", "lima", "cairo"];
const pages = cities.map((city) => fetch(`${app.url}/weather/${city}`));
for (const page of await Promise.all(pages)) {
  const { city } = (await page.json()) as { city: string };
  console.log(page.status, city);
}
