/**
 * @title The same web app with a handler that waits without blocking
 * @python the Quart app: async with httpx in an async view
 * @twin city-sync.ts
 * @latency 100
 * @same-output both give the same three answers; the picture shows when
 *
 * While one handler waits for the weather API, the thread reads the next
 * request. All three are under way together, in one process with one thread.
 * Two words have changed: the call is awaited.
 */
import { serve } from "./serve.ts";

// #region city-async
await using app = await serve(async ({ path }) => {
  const url = process.env.WEATHER_URL + path;
  const weather = await fetch(url);
  return [200, await weather.json()];
});
// #endregion

const cities = ["oslo", "lima", "cairo"];
const pages = cities.map((city) => fetch(`${app.url}/weather/${city}`));
for (const page of await Promise.all(pages)) {
  const { city } = (await page.json()) as { city: string };
  console.log(page.status, city);
}
