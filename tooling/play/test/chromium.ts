import { chromiumLaunch, chromiumPath } from "@samples/config/chromium";
import { chromium, type Browser } from "playwright-core";

if (!chromiumPath) {
  console.warn(
    "Skipped: what a page does in a browser, as no Chromium was found. Install one, or set CHROMIUM to where it is.",
  );
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch(chromiumLaunch);
}
