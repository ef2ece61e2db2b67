import { readFileSync } from "node:fs";
import { defineConfig, type MarkdownRenderer } from "vitepress";

const { chapters } = JSON.parse(
  readFileSync(new URL("../pages/site-map.json", import.meta.url), "utf8"),
);

/** A wait and its reply, as in the pictures; within the page, as a browser asks for one anyhow. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M4 16h17" stroke="#12599d" stroke-width="4"/><circle cx="5" cy="16" r="4" fill="#12599d"/><rect x="20" y="8" width="9" height="16" rx="2" fill="#b88f00"/></svg>`;

/** Headings have the anchors that the code host gives them: READMEs link to those. https://github.com/Flet/github-slugger */
function slugify(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

/**
 * Colors each piece of code once. Otherwise that is done again for the page of its twin, for its chapter, and for the search, which
 * then throws the colors away.
 */
function rememberColors(md: MarkdownRenderer): void {
  const { highlight } = md.options;
  if (!highlight) return;
  const known = new Map<string, string>();
  md.options.highlight = (code, language, attributes) => {
    const key = JSON.stringify([code, language, attributes]);
    const colored = known.get(key) ?? highlight(code, language, attributes);
    known.set(key, colored);
    return colored;
  };
}

export default defineConfig({
  head: [["link", { rel: "icon", href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  title: "MongoDB with async TypeScript",
  description:
    "Learn async programming against a database by running it: every program draws its own picture.",
  lang: "en-US",
  srcDir: "pages",
  outDir: "../dist",
  cleanUrls: true,
  lastUpdated: false,
  markdown: {
    anchor: { slugify },
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config: rememberColors,
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === "run-timeline" } } },
  themeConfig: {
    siteTitle: "Async TypeScript",
    nav: [
      { text: "Questions", link: "/questions" },
      { text: "Errors", link: "/errors" },
      { text: "From Python", link: "/python" },
      { text: "Your own code", link: "/your-code" },
      { text: "For teachers", link: "/teachers" },
    ],
    sidebar: chapters.map(({ folder, text, programs }) => ({
      text,
      link: `/${folder}/`,
      collapsed: true,
      items: programs.map(({ name, text: title }) => ({ text: title, link: `/${folder}/${name}` })),
    })),
    outline: [2, 3],
    search: {
      provider: "local",
      options: {
        miniSearch: {
          searchOptions: {
            fuzzy: 0.2,
            prefix: true,
            boost: { title: 4, titles: 2, text: 1 },
            // Somebody who types a question wants its answer before every page that has its words.
            boostDocument: (id: string) => (/questions/.test(id) ? 3 : /errors/.test(id) ? 2 : 1),
          },
        },
      },
    },
  },
});
