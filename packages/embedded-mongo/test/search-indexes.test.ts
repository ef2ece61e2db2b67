import { describe, expect, it } from "vitest";
import { failure, useDatabase } from "./database.ts";

const database = useDatabase();

describe("search indexes", () => {
  const items = () => database.db.collection("items");
  const definition = { mappings: { dynamic: true } };

  it.each<[string, () => Promise<unknown>]>([
    ["createSearchIndexes", () => items().createSearchIndexes([{ name: "a", definition }])],
    ["updateSearchIndex", () => items().updateSearchIndex("a", definition)],
    ["dropSearchIndex", () => items().dropSearchIndex("a")],
    ["$listSearchIndexes", () => items().listSearchIndexes().toArray()],
    [
      "$search",
      () =>
        items()
          .aggregate([{ $search: {} }])
          .toArray(),
    ],
    [
      "$vectorSearch",
      () =>
        items()
          .aggregate([{ $vectorSearch: {} }])
          .toArray(),
    ],
  ])("need MongoDB Atlas, as %s says", async (name, run) => {
    const kind = name.startsWith("$") ? "stage" : "command";

    expect(await failure(run())).toEqual({
      name: "MongoServerError",
      code: 31082,
      codeName: "SearchNotEnabled",
      message: `the ${kind} ${name} needs MongoDB Atlas: run with --mongo and the URI of an Atlas cluster, or of the Docker image mongodb/mongodb-atlas-local`,
    });
  });
});
