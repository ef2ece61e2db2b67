import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromiumLaunch, chromiumPath } from "@samples/config/chromium";
import { readRunFile, renderHtml } from "@samples/timeline";
import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repositoryRoot } from "../src/repository.ts";
import { faults } from "./faults.ts";

const chapter = path.join(repositoryRoot, "chapters/06-gather");
const folder = mkdtempSync(path.join(tmpdir(), "html-page-"));

describe.skipIf(!chromiumPath)("the page of run --html (skipped without Chromium)", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch(chromiumLaunch);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["light", "dark"] as const)("axe finds no fault in it: %s", async (colorScheme) => {
    const { run } = readRunFile(
      readFileSync(path.join(chapter, "recorded/gather.run.json"), "utf8"),
    );
    const text = readFileSync(path.join(chapter, "src/gather.ts"), "utf8");
    const file = path.join(folder, `${colorScheme}.html`);
    writeFileSync(file, await renderHtml({ ...run, source: { file: run.program ?? "", text } }));
    // Its own policy would not let axe in.
    const page = await browser.newPage({ colorScheme, bypassCSP: true });

    await page.goto(pathToFileURL(file).href);
    await page.locator("run-timeline .p-explore").waitFor();
    await page.keyboard.press("Tab");
    const found = await faults(page);

    expect(found).toEqual([]);
    await page.close();
  });
});
