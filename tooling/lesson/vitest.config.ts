import { shared } from "@samples/config/vitest";
import { mergeConfig } from "vitest/config";

export default mergeConfig(shared, {
  test: { globalSetup: "@samples/lab/vitest-setup", maxWorkers: 2, isolate: false },
});
