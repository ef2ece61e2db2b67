import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../src/registry/repository-root.ts";
import { withPool } from "../src/server/pool-settings.ts";

const uri = "mongodb://127.0.0.1:27017/lesson?directConnection=true";
const lesson = join(repositoryRoot, "chapters/06-gather/src/gather.ts");

test("a lesson's program opens its connections at once", () => {
  expect(withPool(uri, lesson, { tags: {}, text: "" })).toBe(`${uri}&maxConnecting=100`);
});

test.each([
  ["where the cold pool is the lesson", uri, lesson, { pool: "default" }],
  ["in a file from elsewhere", uri, join(repositoryRoot, "../report.ts"), {}],
  [
    "in a test's own program",
    uri,
    join(repositoryRoot, "packages/lab/test/programs/gather.ts"),
    {},
  ],
  ["where the user's connection string says how many", `${uri}&maxConnecting=1`, lesson, {}],
])("%s the connection string stays as it is", (_, given, path, tags) => {
  expect(withPool(given, path, { tags, text: "" })).toBe(given);
});
