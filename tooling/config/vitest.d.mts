import type { ViteUserConfig } from "vitest/config";

/** What every package's vitest.config.ts exports. */
export declare const shared: ViteUserConfig;

/** What every chapter's vitest.config.ts exports: one embedded server for all of its test files. */
export declare const chapter: ViteUserConfig;
