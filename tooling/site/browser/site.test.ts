import { readdirSync } from "node:fs";
import path from "node:path";
import { chromiumLaunch, chromiumPath } from "@samples/config/chromium";
import { chromium, type Browser, type Page, type Request } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { faults } from "./faults.ts";
import { dist, serveSite } from "./serve-site.ts";

if (!chromiumPath) {
  console.warn(
    "Skipped: the site in a browser, as no Chromium was found. Install one, or set CHROMIUM to where it is.",
  );
}

/** One page of each kind. */
const kinds = [
  "/",
  "/06-gather/",
  "/06-gather/gather",
  "/10-races-and-transactions/lost-update",
  "/questions",
  "/errors",
  "/python",
  "/teachers",
  "/your-code",
];

const chapters = readdirSync(path.join(dist, "chapters")).map((name) => `/${name}/`);

describe.skipIf(!chromiumPath)("the site in Chromium (skipped where it is not installed)", () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveSite>>;

  beforeAll(async () => {
    site = await serveSite();
    browser = await chromium.launch(chromiumLaunch);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  /** A page that writes down what is wrong with it. */
  async function openPage(complaints: string[] = []): Promise<Page> {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    const complain = (what: string): void => {
      complaints.push(`${page.url().slice(site.origin.length)}: ${what}`);
    };
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complain(message.text());
    });
    page.on("pageerror", (error) => complain(String(error)));
    page.on("requestfailed", (request) => {
      // What the next page has no use for is given up.
      if (request.failure()?.errorText !== "net::ERR_ABORTED")
        complain(`cannot load ${request.url()}`);
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(site.origin) && !request.url().startsWith("data:"))
        complain(`asks for ${request.url()}`);
    });
    return page;
  }

  test("home plays: the picture moves when Play is pressed", async () => {
    const page = await openPage();
    await page.goto(`${site.origin}/`);
    const time = page.locator("run-timeline .p-time").first();
    await page.locator("run-timeline .p-play").first().click();
    const first = await time.innerText();

    await expect.poll(() => time.innerText()).not.toBe(first);

    await page.locator("run-timeline .p-play").first().click();
    const now = await page.locator("run-timeline .p-now").count();
    expect(now).toBe(2);
    await page.close();
  });

  test.each([
    ["limit concurrency", "/questions#how-do-i-limit-concurrency-of-promiseall"],
    ["asyncio.gather", "/questions#what-is-asynciogather-in-javascript"],
    ["buffering timed out", "/questions#operation-usersfindone-buffering-timed-out-after-10000ms"],
  ])("the search finds %j, its question first", async (words, expected) => {
    const page = await openPage();
    await page.goto(`${site.origin}/`);
    await page.locator(".VPNavBarSearch button").first().click();
    await page.locator(".search-input").fill(words);

    await expect
      .poll(() => page.locator(".results a.result").first().getAttribute("href"), {
        timeout: 30_000,
      })
      .toBe(expected);
    await page.close();
  });

  test("a stranger gets from home to the program that limits concurrency", async () => {
    const page = await openPage();
    await page.goto(`${site.origin}/`);
    await page.locator(".VPNavBarSearch button").first().click();
    await page.locator(".search-input").fill("limit how many queries run at once");
    await page.locator(".results a.result").first().click();
    await page.locator("main a[href$='/07-bounded-concurrency/semaphore']").first().click();
    await page.waitForURL(/semaphore/);
    await page.locator(".run-picture").first().scrollIntoViewIfNeeded();
    await page.locator("run-timeline .p-play").first().click();

    await expect
      .poll(() => page.locator("run-timeline .p-time").first().innerText())
      .toMatch(/ of /);
    await page.close();
  });

  test("no page complains, and axe finds no fault in any chapter and any kind of page", async () => {
    // The pages of programs are made by one template, and axe takes seconds for each.
    const isExamined = (url: string): boolean => kinds.includes(url) || /^\/[\w-]+\/?$/.test(url);
    const urls = readdirSync(dist, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".html") && name !== "404.html")
      .map(
        (name) =>
          `/${name
            .split(path.sep)
            .join("/")
            .replace(/(?:(?<![^/])index)?\.html$/, "")}`,
      );
    const complaints: string[] = [];
    const queue = [...urls];
    await Promise.all(
      [1, 2].map(async () => {
        const page = await openPage(complaints);
        for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
          await page.goto(site.origin + url);
          if (!isExamined(url)) continue;
          await seePlayer(page);
          complaints.push(...(await faults(page)).map((fault) => `${url}: ${fault}`));
        }
        await page.close();
      }),
    );

    expect(urls.length).toBeGreaterThan(200);
    expect(complaints).toEqual([]);
  });

  test("every kind of page is as wide as the screen, and has no fault in the dark", async () => {
    const complaints: string[] = [];
    const page = await openPage(complaints);
    for (const url of kinds) {
      for (const width of [390, 720, 1000, 1600]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: width === 720 ? "dark" : "light" });
        await page.goto(site.origin + url);
        const widest = await page.evaluate(() => document.documentElement.scrollWidth);
        if (widest > width) complaints.push(`${url}: ${widest} px wide on ${width} px`);
        if (width === 720) {
          await seePlayer(page);
          complaints.push(...(await faults(page)).map((fault) => `${url}, dark: ${fault}`));
        }
      }
    }
    // The dark changes colors and nothing else.
    await page.emulateMedia({ colorScheme: "dark" });
    for (const url of chapters.filter((each) => !kinds.includes(each))) {
      await page.goto(site.origin + url);
      await seePlayer(page);
      const found = await faults(page, "color-contrast");
      complaints.push(...found.map((fault) => `${url}, dark: ${fault}`));
    }

    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a slide shows one picture, all of it, and steps by keys; in a frame of another page as well", async () => {
    const complaints: string[] = [];
    const page = await openPage(complaints);
    const seen: unknown[] = [];
    for (const [url, width, height] of [
      ["/06-gather/gather?slide", 1280, 720],
      ["/?slide", 1600, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(site.origin + url);
      await page.locator(".run-picture.slide run-timeline .p").waitFor();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.locator("run-timeline .p-said").innerText()).toMatch(/ ms: /);
      seen.push(
        await page.locator(".run-picture.slide").evaluate((slide) => ({
          scrolls: slide.scrollHeight > slide.clientHeight || slide.scrollWidth > slide.clientWidth,
          fills: slide.clientWidth === innerWidth && slide.clientHeight === innerHeight,
        })),
      );
    }
    await page.goto(`${site.origin}/teachers`);
    await page.evaluate((src) => {
      const frame = document.createElement("iframe");
      Object.assign(frame, { src, width: "1280", height: "720" });
      document.body.replaceChildren(frame);
    }, `${site.origin}/06-gather/gather?slide`);
    const inFrame = page.frameLocator("iframe");
    await inFrame.locator("run-timeline .p").focus();
    await page.keyboard.press("Home");
    seen.push(await inFrame.locator("run-timeline .p-time").innerText());

    expect(seen).toEqual([
      { scrolls: false, fills: true },
      { scrolls: false, fills: true },
      expect.stringMatching(/^0 ms of /),
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  test("a page gets at most 200 kB of script before the search, as it is sent", async () => {
    const sizes: Record<string, number> = {};
    for (const url of kinds) {
      const page = await openPage();
      const scripts: Request[] = [];
      page.on("requestfinished", (request) => {
        if (request.resourceType() === "script") scripts.push(request);
      });
      await page.goto(site.origin + url);
      await page.waitForLoadState("networkidle");
      const bodies = await Promise.all(scripts.map((request) => request.sizes()));
      const bytes = bodies.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
      sizes[url] = Math.round(bytes / 1000);
      await page.close();
    }
    console.log(`kB of script as sent: ${JSON.stringify(sizes)}`);

    expect(Math.max(...Object.values(sizes))).toBeGreaterThan(0);
    expect(Math.max(...Object.values(sizes))).toBeLessThanOrEqual(200);
  });
});

/** Waits until the first picture of a page that can be played is a player. */
async function seePlayer(page: Page): Promise<void> {
  const picture = page.locator(".run-picture.plays").first();
  if ((await picture.count()) === 0) return;
  await picture.scrollIntoViewIfNeeded();
  await picture.locator("run-timeline .p").waitFor();
}
