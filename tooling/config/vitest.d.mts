import type { ViteUserConfig } from "vitest/config";

/** What every package's vitest.config.ts exports. */
export declare const shared: ViteUserConfig;

/** For packages whose files import much: they share what they import. */
export declare const sharingWorkers: ViteUserConfig;

/** What every chapter's vitest.config.ts exports: one embedded server for all of its test files. */
export declare const chapter: ViteUserConfig;
