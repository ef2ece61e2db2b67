import { shared } from "@samples/config/vitest";

/** The site in a browser: `pnpm --filter @samples/site browser` builds it first. */
export default {
  ...shared,
  test: { ...shared.test, include: ["browser/**/*.test.ts"], testTimeout: 600_000 },
};
