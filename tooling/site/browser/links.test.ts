import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { dist, fileOf } from "./serve-site.ts";

const pages = readdirSync(dist, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".html") && name !== "404.html")
  .map((name) => name.split(path.sep).join("/"));

test("no page has a link, an image or a run that leads nowhere, and none asks another host for anything", () => {
  const broken: string[] = [];
  const ids = new Map<string, Set<string>>();
  const idsOf = (file: string): Set<string> => {
    const known = ids.get(file);
    if (known) return known;
    const found = new Set(
      [...readFileSync(file, "utf8").matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) =>
        unescape(id),
      ),
    );
    ids.set(file, found);
    return found;
  };

  for (const page of pages) {
    const html = readFileSync(path.join(dist, page), "utf8").replaceAll(
      /<script\b[^>]*>[\s\S]*?<\/script>/g,
      (script) => script.slice(0, script.indexOf(">") + 1),
    );
    for (const [, attribute = "", raw = ""] of html.matchAll(/\s(href|src)="([^"]*)"/g)) {
      const url = unescape(raw);
      if (/^(data|mailto):/.test(url)) continue;
      if (/^[a-z]+:/i.test(url)) {
        if (attribute === "src") broken.push(`${page}: asks for ${url}`);
        continue;
      }
      const { pathname, hash } = new URL(
        url,
        `http://site/${page.replace(/(?:(?<![^/])index)?\.html$/, "")}`,
      );
      const file = fileOf(pathname);
      if (!file) broken.push(`${page}: ${url}`);
      else if (hash !== "" && file.endsWith(".html")) {
        if (!idsOf(file).has(decodeURIComponent(hash.slice(1)))) broken.push(`${page}: ${url}`);
      }
    }
  }

  expect(pages.length).toBeGreaterThan(200);
  expect(broken).toEqual([]);
});

test("a page that is not there says so", () => {
  expect(existsSync(path.join(dist, "404.html"))).toBe(true);
});

function unescape(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
