import { shared } from "@samples/config/vitest";
import { mergeConfig } from "vitest/config";

// One client after the other: each is a process that loads much, and all share what is installed.
export default mergeConfig(shared, {
  test: { fileParallelism: false, testTimeout: 120_000, hookTimeout: 600_000 },
});
