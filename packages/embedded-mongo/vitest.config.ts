import { shared } from "@samples/config/vitest";
import { mergeConfig } from "vitest/config";

/** Files share what they import, and a server: that is half of their cost. */
export default mergeConfig(shared, { test: { isolate: false, maxWorkers: 2 } });
