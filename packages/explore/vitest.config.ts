import { shared } from "@samples/config/vitest";
import { mergeConfig } from "vitest/config";

// One worker for all files: to load the driver costs more than most tests do.
export default mergeConfig(shared, { test: { isolate: false, maxWorkers: 1 } });
