/** @title Shows where it runs and with what */
import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("../..", import.meta.url));
console.log(
  JSON.stringify({
    folder: relative(own, process.cwd()),
    args: process.argv.slice(2),
    answer: process.env.ANSWER,
    fromVitest: Object.keys(process.env).filter((name) => name.startsWith("VITEST")),
    server: process.env.LAB_EMBEDDED_SERVER,
    compiled: basename(process.env.NODE_COMPILE_CACHE ?? "nowhere"),
    weather: process.env.WEATHER_URL === undefined ? "none" : "some",
  }),
);
