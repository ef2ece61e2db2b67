/** Reads the catalog below the folder that is its argument, and checks the blocks of every README in it. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { readCatalog, readText, syncText } from "@samples/snippets";

const root = process.argv[2] ?? "";
const catalog = readCatalog(root);
let blocks = 0;
let problems = 0;
for (const chapter of readdirSync(path.join(root, "chapters"))) {
  const markdownFile = path.join(root, "chapters", chapter, "README.md");
  const factsOf = () => ({ title: "A program" });
  const result = syncText(readText(markdownFile), chapter, { catalog, factsOf, markdownFile });
  blocks += result.shown.length;
  problems += result.problems.length;
}
console.log(`${blocks} blocks, ${problems} problems`);
