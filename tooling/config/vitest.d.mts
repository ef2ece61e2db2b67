import type { ViteUserConfig } from "vitest/config";

/** What every package's vitest.config.ts exports. */
export declare const shared: ViteUserConfig;
