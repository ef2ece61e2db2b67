import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { repositoryRoot } from "@samples/lesson/repository";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startPlay, type Play } from "../src/server/start-play.ts";
import { chromiumPath } from "@samples/config/chromium";
import { launchChromium } from "./chromium.ts";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const asksThree = `import { MongoClient } from "mongodb";

await using client = new MongoClient(\`\${process.env.MONGODB_URI}&maxConnecting=3\`);
const packages = client.db().collection<{ _id: string }>("packages");
await Promise.all(
  ["bson", "mongodb", "tsx"].map(async (_id) => {
    const found = await packages.findOne({ _id });
    console.log(found?._id);
  }),
);
`;

const elsewhere = `import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.db().collection("packages").findOne({});
console.log("there");
`;

const inChromium = "the page in Chromium (skipped where it is not installed)";
describe.skipIf(!chromiumPath)(inChromium, { timeout: 180_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "play-"));
  const own = path.join(folder, "asks-three.ts");
  const asksElsewhere = path.join(folder, "asks-elsewhere.ts");
  const hostile = path.join(folder, "hostile.ts");
  const practice = path.join(folder, "practice");
  const complaints: string[] = [];
  let play: Play;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    writeFileSync(own, asksThree);
    writeFileSync(path.join(folder, "elsewhere.mts"), elsewhere);
    writeFileSync(asksElsewhere, `import "./elsewhere.mts";\n\n\n\n\n\n\nconsole.log("here");\n`);
    writeFileSync(
      hostile,
      `console.log("<img src=x onerror=alert(1)><script>alert(2)</script>");\n`,
    );
    play = await startPlay({
      root: repositoryRoot,
      practice,
      given: [own, hostile, asksElsewhere],
      first: "06/gather",
    });
    browser = await launchChromium();
  });
  beforeEach(async () => {
    complaints.length = 0;
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    // On a busy machine all takes longer; only a test as a whole can take too long.
    page.setDefaultTimeout(0);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(new URL(play.url).origin) && !request.url().startsWith("data:"))
        complaints.push(`request of ${request.url()}`);
    });
    await page.goto(play.url);
    await page.locator(".cm-content").filter({ hasText: "Promise.all" }).waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await play?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const said = (): Promise<string> => page.locator("#said").innerText();
  const printed = (): Promise<string> => page.locator(".p-run pre").innerText();
  const hasEnded = (): Promise<unknown> =>
    page.waitForFunction(
      () => document.querySelector("#right")?.getAttribute("aria-busy") === "false",
    );
  const open = async (name: string, text: string): Promise<void> => {
    await page.selectOption("#program", name);
    await page.locator(".cm-content").filter({ hasText: text }).waitFor();
  };
  /** Types `text` in place of the program. */
  const type = async (text: string): Promise<void> => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
  };
  const run = async (): Promise<void> => {
    // When the key has done what it does, the page is busy.
    await page.keyboard.press("ControlOrMeta+Enter");
    await hasEnded();
  };
  const waits = (count: number): Promise<unknown> =>
    page.waitForFunction(
      (wanted) => document.querySelectorAll("#queue li").length === wanted,
      count,
    );

  test("Ctrl-Enter runs the program, and an edited one has another picture; the lesson's file is as it was", async () => {
    const file = path.join(repositoryRoot, "chapters/06-gather/src/gather.ts");
    const before = readFileSync(file, "utf8");

    await run();
    const [first, firstRows] = [await printed(), await page.locator("svg .row").count()];
    await type(before.replace("asn1 async b4a bson mingo ", ""));
    await run();

    expect(first).toBe("asn1 async b4a bson mingo mongodb tsx turbo typescript vitest");
    expect(await printed()).toBe("mongodb tsx turbo typescript vitest");
    expect(await page.locator("svg .row").count()).toBe(firstRows - 5);
    expect(await page.locator("svg .name").innerHTML()).toBe("06/gather");
    expect(readFileSync(file, "utf8")).toBe(before);
    const copies = path.join(repositoryRoot, "chapters/06-gather/.cache/play");
    expect(existsSync(copies) ? readdirSync(copies) : []).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test("the reader is the database: she answers the third query, the first and then the second, by keys", async () => {
    await open(own, "maxConnecting=3");
    await page.check("#by-hand");
    // From within the editor: a letter is an answer then, and not typed into the program.
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+Enter");
    await waits(3);
    const marked = await page.locator(".cm-waits").innerText();
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    const asked = await page
      .locator("#queue .answer span")
      .evaluateAll((spans) =>
        spans.map((span) => /_id":"(\w+)"/.exec(span.textContent ?? "")?.[1]),
      );

    // One after the other without a pause: each waits for its turn.
    await page.keyboard.press("c");
    await page.keyboard.press("a");
    await page.keyboard.press("b");
    await hasEnded();

    const order = [asked[2], asked[0], asked[1]];
    expect(marked).toBe("abcwaits");
    expect(focused).toMatch(/^afind packages/);
    expect((await printed()).split("\n")).toEqual(order);
    expect(readFileSync(own, "utf8")).toBe(asksThree);
    expect(await page.locator("#taken").innerText()).toBe("");
    expect(await page.locator("#database-said").innerText()).toBe(
      `It printed: ${asked[1]}\nThe program has ended.`,
    );
    const command = await page.locator("#command").innerText();
    expect(command).toMatch(/^pnpm lesson run .*asks-three.ts --order 3\.1\.2$/);

    // What is said to be the same again is the same again.
    await page.uncheck("#by-hand");
    await page.locator("#more summary").click();
    await page.fill("#order", "3.1.2");
    await run();
    expect((await printed()).split("\n")).toEqual(order);
    expect(complaints).toEqual([]);
  });

  test("an order, and a connection that breaks, are typed into their fields", async () => {
    await open(own, "maxConnecting=3");
    await run();
    const rows = await page.locator("svg .row").count();
    await page.locator("#more summary").click();

    await page.fill("#order", "2.3.1");
    await run();
    const [first, ...others] = (await printed()).split("\n");
    await page.fill("#order", "3.2.1");
    await run();
    const turned = (await printed()).split("\n");
    const rowsOfThread = await page.locator("svg .label", { hasText: /^thread/ }).count();
    await page.fill("#order", "");
    await page.fill("#cut", "find 2");
    await run();

    // 2.3.1 and 3.2.1
    expect(turned).toEqual([others[0], first, others[1]]);
    expect(rowsOfThread).toBe(1);
    // The driver asks once more.
    expect(await page.locator("svg .row").count()).toBeGreaterThan(rows);
    expect((await printed()).split("\n").toSorted()).toEqual(["bson", "mongodb", "tsx"]);
    expect(complaints).toEqual([]);
  });

  test.each([
    ["9.9", "", /^Cannot run the order 9\.9: step 1 is to be 9, and what is open there is 1 /],
    ["<b>", "", /^Cannot /],
    ["", "getMore x", /^Cannot cut a connection at "getMore x": expected a command/],
    ["1.2", "find 1", /^An order says by itself which connections break/],
  ])("order %j with cut %j is refused with a sentence", async (order, cut, sentence) => {
    await open(own, "maxConnecting=3");
    await page.locator("#more summary").click();
    await page.fill("#order", order);
    await page.fill("#cut", cut);
    await run();

    expect(await said()).toMatch(sentence);
    expect(await page.locator("#said.bad").count()).toBe(1);
  });

  test("of three quick runs, the page shows the last one, and her file holds it", async () => {
    await open(own, "maxConnecting=3");
    for (const word of ["first", "second", "third"]) {
      await type(`console.log("${word}");\n`);
      await page.keyboard.press("ControlOrMeta+Enter");
    }
    await hasEnded();

    expect(await printed()).toBe("third");
    expect(await said()).toBe("The program ended by itself.");
    expect(readFileSync(own, "utf8")).toBe(`console.log("third");\n`);
    writeFileSync(own, asksThree);
  });

  test("when a program is run again while it waits, the end of the first run is not taken for that of the second", async () => {
    await page.check("#by-hand");
    await page.click("#run");
    await waits(10);
    // The queue is empty from here on, until the second run fills it.
    await page.click("#run");
    await waits(10);

    expect(await page.locator("#stop").isVisible()).toBe(true);
    expect(await said()).toBe("");
    await page.click("#answer-all");
    await hasEnded();
    expect(await said()).toMatch(/^The program ended by itself\./);
  });

  test("what still runs when another program is opened says nothing any more", async () => {
    await page.check("#by-hand");
    await page.click("#run");
    await waits(10);
    await open("06/one-by-one", "for (const");

    expect(await page.locator("#stop").isVisible()).toBe(false);
    expect(await page.locator("#database").isVisible()).toBe(false);
    await page.uncheck("#by-hand");
    await run();
    expect(await page.locator("svg .name").allTextContents()).toEqual(["06/one-by-one"]);
  });

  test("what was typed into a lesson is still there after a look at its twin, until it is undone", async () => {
    await type(`console.log("mine");\n`);
    await page.click("#twin");
    await page.locator(".cm-content").filter({ hasText: "for (const" }).waitFor();
    const ofTwin = await page.locator("#reset").isVisible();
    await page.click("#twin");
    await page.locator(".cm-content").filter({ hasText: "mine" }).waitFor();
    await page.click("#reset");

    expect(ofTwin).toBe(false);
    expect(await page.locator(".cm-content").innerText()).toContain("Promise.all");
    expect(await page.locator("#reset").isVisible()).toBe(false);
  });

  test("the latency slider runs a program again that has run", async () => {
    await run();
    await page.locator("#latency").fill("200");
    await hasEnded();

    expect(await page.locator("svg").first().textContent()).toContain("latency 200 ms");
  });

  test("what waits in another file is not marked in this one", async () => {
    await open(asksElsewhere, "elsewhere");
    await page.check("#by-hand");
    await page.click("#run");
    await waits(1);

    expect(await page.locator(".cm-waits").count()).toBe(0);
    expect(await page.locator("#where").innerText()).toBe("");
    await page.click("#answer-all");
    await hasEnded();
    expect(await printed()).toBe("there\nhere");
  });

  test("an edited lesson gives no command that would run the lesson instead", async () => {
    await page.locator(".cm-content").click();
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.insertText("// mine\n");
    await page.check("#by-hand");
    await page.click("#run");
    await waits(10);
    await page.click("#answer-all");
    await hasEnded();

    expect(await page.locator("#again").isVisible()).toBe(false);
  });

  test("an answer moves the picture, the queue and the output, and the rest waits on", async () => {
    await open(own, "maxConnecting=3");
    await page.check("#by-hand");
    await page.click("#run");
    await waits(3);
    const name = /_id":"(\w+)"/.exec(await page.locator("#queue .answer").nth(1).innerText())?.[1];

    await page.locator("#queue .answer").nth(1).click();
    await waits(2);

    expect(await printed()).toBe(name);
    expect(await page.locator("#taken").innerText()).toBe("Answered so far: b");
    expect(await page.locator("#database-said").innerText()).toBe(
      `You answered b. It printed: ${name}\n2 queries wait for you.`,
    );
    expect(await page.locator("#where").innerText()).toBe(
      "It waits in line 7: const found = await packages.findOne({ _id });",
    );
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(
      /^cfind packages/,
    );
    expect(await page.locator(".cm-waits").innerText()).toBe("acwaits");
    expect(await page.locator(".p-run dd").nth(1).innerText()).toMatch(/^a\s*find.*\n?c\s*find/);
    await page.click("#answer-all");
    await hasEnded();
    expect((await printed()).split("\n")).toHaveLength(3);
  });

  test("a lesson is compared with its twin on one clock", async () => {
    await page.check("#with-twin");
    await run();

    expect(await page.locator("svg .name").allTextContents()).toEqual([
      "06/gather",
      "06/one-by-one",
    ]);
  });

  test("every order of a race is tried, and its outcomes are there to choose from", async () => {
    await open("10/lost-update", "updateOne");
    await page.locator("#more summary").click();
    await page.click("#orders");
    await page.locator("#outcomes").waitFor();

    const labels = await page.locator("#outcome option").allInnerTexts();
    expect(labels.length).toBeGreaterThan(1);
    await page.selectOption("#outcome", "1");
    const seen = await printed();
    expect(labels[1]).toContain(seen.split("\n").at(-1));
    // Its order is in the field, so it can be run again.
    await run();
    expect(await printed()).toBe(seen);
  });

  test("a program is saved as a file of the reader's own, which each run writes", async () => {
    page.removeAllListeners("dialog");
    page.once("dialog", (dialog) => void dialog.accept("my-gather"));
    await page.click("#save");
    await page.locator("#file").filter({ hasText: "your own file" }).waitFor();
    await type(`console.log("mine");\n`);
    await run();

    expect(await printed()).toBe("mine");
    expect(readFileSync(path.join(practice, "06/my-gather.ts"), "utf8")).toBe(
      `console.log("mine");\n`,
    );
  });

  test("a file that somebody else has changed is not written over", async () => {
    await open(hostile, "onerror");
    const theirs = `console.log("theirs");\n`;
    const before = readFileSync(hostile, "utf8");
    writeFileSync(hostile, theirs);

    await type(`console.log("mine");\n`);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.locator("#said.bad").waitFor();

    expect(await said()).toContain("was changed outside of this page");
    expect(readFileSync(hostile, "utf8")).toBe(theirs);
    writeFileSync(hostile, before);
  });

  test("what a program prints cannot become markup", async () => {
    await open(hostile, "onerror");
    await run();

    expect(await printed()).toBe("<img src=x onerror=alert(1)><script>alert(2)</script>");
    expect(await page.locator("img, svg script").count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test("an exercise is judged in the page, and its progress is the one of the command line", async () => {
    await open("practise 04/cache", "findPackage");
    await run();
    const wrong = await page.locator("#claims").innerText();
    const solution = readFileSync(
      path.join(repositoryRoot, "chapters/04-promises/src/cache-promise.ts"),
      "utf8",
    );
    await type(solution);
    await run();

    expect(wrong).toContain("✗");
    expect(await page.locator("#claims").innerText()).not.toContain("✗");
    expect(await said()).toBe("Solved: all claims hold.");
    const progress = JSON.parse(readFileSync(path.join(practice, "progress.json"), "utf8")) as {
      [id: string]: { done?: true };
    };
    expect(progress["04/cache"]?.done).toBe(true);
  });

  test("a program ends with its page", async () => {
    await open(own, "maxConnecting=3");
    await type(`setInterval(() => {}, 1000);\nconsole.log(process.pid);\n`);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.locator(".p-run pre").filter({ hasText: /^\d+$/ }).waitFor();
    const pid = Number(await printed());
    const wasThere = isThere(pid);

    await page.close();

    expect(wasThere).toBe(true);
    await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false);
    writeFileSync(own, asksThree);
  });

  test("everything is reached by the keyboard, in the order in which it stands on the page", async () => {
    const reached: string[] = [];
    for (const key of "Tab Tab Tab Tab Escape Tab Tab Tab Tab Tab Tab Tab".split(" ")) {
      await page.keyboard.press(key);
      if (key === "Tab")
        reached.push(
          await page.evaluate(() => {
            const { id = "", tagName = "", className = "" } = document.activeElement ?? {};
            return id || className.split(" ")[0] || tagName;
          }),
        );
    }

    expect(reached).toEqual([
      "program",
      "twin",
      "save",
      "cm-content",
      "run",
      "latency",
      "by-hand",
      "with-twin",
      "SUMMARY",
      "start-run",
      "start-by-hand",
    ]);
    // The last one is pressed.
    await page.keyboard.press("Enter");
    await waits(10);
    await page.keyboard.press("Enter");
    await waits(9);
    expect(await page.locator("#taken").innerText()).toBe("Answered so far: a");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^bfind/);
  });

  test("axe finds no fault, light or dark, at rest and while the reader is the database", async () => {
    const found: string[] = [];
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      found.push(...(await faults(page)));
      await open(own, "maxConnecting=3");
      await page.check("#by-hand");
      await page.click("#run");
      await waits(3);
      found.push(...(await faults(page)));
      await page.click("#answer-all");
      await hasEnded();
      found.push(...(await faults(page)));
      await page.uncheck("#by-hand");
    }

    expect(found).toEqual([]);
  });

  test("nothing is wider than the screen, from 390 px on", async () => {
    await run();
    const tooWide: number[] = [];
    for (const width of [390, 720, 1000, 1400]) {
      await page.setViewportSize({ width, height: 900 });
      if (await page.evaluate((most) => document.documentElement.scrollWidth > most, width))
        tooWide.push(width);
    }

    expect(tooWide).toEqual([]);
  });
});

/** What axe-core finds, as "rule: element": by every rule it has, and in the player, which is not of this package, by those of its defaults. */
async function faults(page: Page): Promise<string[]> {
  // The page lets no script in but its own, and axe is one.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: readFileSync(axe, "utf8") });
  const { result } = await session.send("Runtime.evaluate", {
    expression: `(async () => {
      const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
      const all = await axe.run({ exclude: ["run-timeline"] }, { rules });
      const player = await axe.run("run-timeline");
      return [...all.violations, ...player.violations]
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 200)));
    })()`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  return result.value as string[];
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
