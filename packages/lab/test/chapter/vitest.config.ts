import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["test/*.claims.ts"], globalSetup: ["../../src/vitest/global-setup.ts"] },
});
