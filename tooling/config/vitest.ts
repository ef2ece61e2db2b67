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
