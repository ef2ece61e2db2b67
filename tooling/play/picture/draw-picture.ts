import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "@samples/lesson/repository";
import { startPlay } from "../src/server/start-play.ts";
import { launchChromium } from "../test/chromium.ts";

// The picture of the page that README.md shows: pnpm --filter @samples/play picture
const practice = mkdtempSync(path.join(tmpdir(), "play-"));
const play = await startPlay({ root: repositoryRoot, practice, first: "06/gather" });
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.goto(play.url);
  await page.locator(".cm-content").filter({ hasText: "Promise.all" }).waitFor();
  await page.click("#start-by-hand");
  await page.locator("#queue li").nth(2).waitFor();
  const count = await page.locator("#queue li").count();
  await page.keyboard.press("c");
  await page.waitForFunction((most) => document.querySelectorAll("#queue li").length < most, count);
  await page.keyboard.press("a");
  await page.waitForFunction(
    (most) => document.querySelectorAll("#queue li").length < most - 1,
    count,
  );
  await page.screenshot({ path: path.resolve(import.meta.dirname, "../play.png") });
} finally {
  await browser.close();
  await play.close();
  rmSync(practice, { recursive: true, force: true });
}
