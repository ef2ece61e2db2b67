// Plain JavaScript: Node 20 loads it as it is when a vitest.config.ts imports it by package name.
import { defineConfig } from "vitest/config";

/** What every package's vitest.config.ts exports. A retry would hide a flake: there is none. */
export const shared = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    retry: 0,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
