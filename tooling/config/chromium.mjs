import { existsSync } from "node:fs";

const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const chromiumPath = places.find((place) => place !== undefined && existsSync(place));

export const chromiumLaunch = {
  executablePath: chromiumPath ?? "",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
};
