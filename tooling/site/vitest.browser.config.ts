import { shared } from "@samples/config/vitest";

/** The site in a browser: `pnpm --filter @samples/site browser` builds it first. Axe looks at some thirty pages, each for seconds. */
export default {
  ...shared,
  test: { ...shared.test, include: ["browser/**/*.test.ts"], testTimeout: 1_800_000 },
};
