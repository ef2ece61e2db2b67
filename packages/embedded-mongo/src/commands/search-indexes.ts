import type { Command } from "../command.ts";
import { searchNotEnabled } from "../errors.ts";

/** What manages search indexes: a MongoDB without Atlas knows the commands, and fails. */
export const searchIndexCommands = [
  "createSearchIndexes",
  "dropSearchIndex",
  "listSearchIndexes",
  "updateSearchIndex",
].map((name): Command => {
  return {
    name,
    fields: "*",
    run() {
      throw searchNotEnabled(`the command ${name}`);
    },
  };
});
