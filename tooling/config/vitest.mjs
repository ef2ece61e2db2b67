// Plain JavaScript: Node 20 loads it as it is when a vitest.config.ts imports it by package name.
import { defineConfig, mergeConfig } from "vitest/config";

/** What every package's vitest.config.ts exports. A retry would hide a flake: there is none. */
export const shared = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    retry: 0,
    // The report is what counts the tests, also when turbo answers from its cache.
    reporters: ["default", ["json", { outputFile: ".cache/test-report.json" }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

/** For packages whose files import much: they share what they import, for which each file would else pay again. */
export const sharingWorkers = mergeConfig(shared, { test: { maxWorkers: 2, isolate: false } });

/**
 * What every chapter's vitest.config.ts exports: one embedded server for all of its test files, which mostly wait for
 * programs, two at a time.
 */
export const chapter = mergeConfig(sharingWorkers, {
  test: { globalSetup: ["@samples/lab/vitest-setup"] },
});
