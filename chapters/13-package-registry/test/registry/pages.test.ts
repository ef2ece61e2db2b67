import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { chromiumPath } from "@samples/config/chromium";
import type { AxeResults } from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPackages } from "../../src/registry/load/load-packages.ts";
import { generatePackages } from "../../src/registry/load/generate-packages.ts";
import { startRegistry } from "./start-registry.ts";

const hostile = {
  _id: "hostile",
  summary: `<img src=x onerror="document.title='taken'"> & "quotes"`,
  license: "<script>document.title='taken'</script>",
  homepage: 'https://example.com/"onmouseover="x',
  keywords: ["<b>"],
  dependencies: [{ name: "<i>", range: "</table>" }],
  latest: "1.0.0",
  releases: [{ version: "1.0.0", publishedAt: new Date(0) }],
  releaseCount: 1,
  createdAt: new Date(0),
  updatedAt: new Date(),
};

async function startWithPackages() {
  const registry = await startRegistry();
  await loadPackages(registry.collections.packages, generatePackages(60));
  await registry.collections.packages.insertOne({ ...hostile });
  return registry;
}

test("a page for what is not there, or not well asked, is a page with the right status", async () => {
  await using registry = await startRegistry();
  const headers = { accept: "text/html" };

  const answers = await Promise.all(
    ["/packages/no-such-package", "/nowhere", "/search", "/packages/%00"].map((url) =>
      registry.app.inject({ url, headers }),
    ),
  );

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 400, 400]);
  for (const { body, headers: answered } of answers) {
    expect(answered["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).not.toMatch(/\bat .*:\d+|node_modules/);
  }
});

if (chromiumPath === undefined) {
  console.warn(
    "NOT RUN: the pages in a real browser. No Chromium or Chrome was found; CHROMIUM says where one is.",
  );
}

describe.skipIf(chromiumPath === undefined)("in Chromium", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser.close());

  /** Opens a page that notes what the browser complains about. */
  async function open(options = {}): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage(options);
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    return { page, complaints };
  }

  test("a person finds a package by the keyboard, and goes to what it needs and back", async () => {
    await using registry = await startWithPackages();
    const url = await registry.app.listen({ port: 0 });
    const { page, complaints } = await open();

    await page.goto(url);
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to the content");
    expect(await page.getByRole("listitem").count()).toBe(20);
    await page.getByLabel("Search packages").fill("async-");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=async-");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(
      "Packages for “async-”",
    );
    await page.getByRole("main").getByRole("link").last().click();
    await page.waitForURL("**/packages/*");
    const needs = page.getByRole("table").getByRole("link").first();
    const name = await needs.textContent();
    await needs.click();
    await page.waitForURL(`**/packages/${name}`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(name);
    await page.getByRole("link", { name: "Statistics" }).click();
    await page.waitForURL("**/statistics");
    const text = await page.getByRole("main").innerText();
    await page.close();

    expect(text).toMatch(/Packages\s+61/);
    expect(text).toMatch(/Releases\s+3,001/);
    expect(complaints).toEqual([]);
  });

  test("a search of more than one page goes on", async () => {
    await using registry = await startWithPackages();
    const url = await registry.app.listen({ port: 0 });
    const { page } = await open();

    // Sixty names: five for each of twelve first words.
    await page.goto(`${url}/search?q=a&limit=3`);
    const first = await page.getByRole("listitem").count();
    await page.getByRole("link", { name: "Next page" }).click();
    await page.waitForURL("**after=*");
    const second = await page.getByRole("listitem").count();
    await page.close();

    expect([first, second]).toEqual([3, 2]);
  });

  test("markup from the database is shown as text", async () => {
    await using registry = await startWithPackages();
    const url = await registry.app.listen({ port: 0 });
    const { page, complaints } = await open();

    await page.goto(`${url}/packages/hostile`);
    const title = await page.title();
    const text = await page.getByRole("main").innerText();
    const images = await page.locator("img, script, b, i").count();
    await page.goto(`${url}/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    const field = await page.getByLabel("Search packages").inputValue();
    const scripts = await page.locator("script").count();
    await page.close();

    expect(title).toBe("hostile · Package registry");
    expect(text).toContain(hostile.summary);
    expect(text).toContain(hostile.license);
    expect(images).toBe(0);
    expect(field).toBe('"><script>alert(1)</script>');
    expect(scripts).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("the API's documentation opens, under its own content security policy", async () => {
    await using registry = await startRegistry();
    const url = await registry.app.listen({ port: 0 });
    const { page, complaints } = await open();

    await page.goto(`${url}/docs`);
    await page.getByText("Publish a release").waitFor();
    await page.close();

    expect(complaints).toEqual([]);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing on any page, also on a phone, in %s colors",
    async (colorScheme) => {
      await using registry = await startWithPackages();
      const url = await registry.app.listen({ port: 0 });
      const { page } = await open({
        colorScheme,
        viewport: { width: 360, height: 640 },
        bypassCSP: true,
      });
      const axe = await readFile(createRequire(import.meta.url).resolve("axe-core"), "utf8");

      const found: Record<string, string[]> = {};
      const addresses = ["/", "/search?q=async-", "/packages/hostile", "/statistics", "/nowhere"];
      for (const address of addresses) {
        await page.goto(`${url}${address}`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate<AxeResults>("axe.run()");
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        found[address] = [
          ...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
          ...(width > 360 ? [`scrolls sideways: ${width}`] : []),
        ];
      }
      await page.close();

      expect(found).toEqual(Object.fromEntries(addresses.map((address) => [address, []])));
    },
  );
});
