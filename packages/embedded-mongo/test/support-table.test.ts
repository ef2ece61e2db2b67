import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { readmeFile, withTable } from "../support/readme.ts";
import { createSupportTable } from "../support/table.ts";
import { useDatabase } from "./database.ts";

const database = useDatabase();

describe("the README's table of what is supported", () => {
  it("is what the server answers today", async () => {
    const readme = await readFile(readmeFile, "utf8");

    const table = await createSupportTable(database.db);

    expect(readme).toBe(withTable(readme, table));
  });
});
