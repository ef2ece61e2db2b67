import type { Kind } from "./documented-names.ts";

/** Their results would need 34 digits. */
const notOfDecimals =
  "$exp $ln $log $log10 $degreesToRadians $radiansToDegrees $sin $cos $tan $asin $acos $atan $atan2 $sinh $cosh $tanh $asinh $acosh $atanh";

/** Users are there to be told apart. */
const ofUsers =
  "on a server that was started with a user; the roles are `read`, `readWrite`, `dbAdmin` and `root`";

/** Where a name is understood and what it does is not all that MongoDB does: how it differs. */
export const differences: Partial<Record<Kind, Record<string, string>>> = {
  commands: {
    aggregate: "`allowDiskUse` is accepted and not needed",
    collStats: "sizes are those of the documents as BSON; indexes count as 0",
    configureFailPoint:
      "`failCommand`, `failGetMoreAfterCursorCheckout` and `onPrimaryTransactionalWrite` only",
    count: "explain says COUNT over a scan, never COUNT_SCAN",
    ...Object.fromEntries(["createUser", "dropUser", "usersInfo"].map((name) => [name, ofUsers])),
    create: "views and time-series collections are refused",
    createIndexes: "text, geo, hashed and wildcard indexes are refused",
    distinct: "explain says no DISTINCT_SCAN",
    explain:
      "one plan only: `rejectedPlans` is empty; no covered queries, documents are always fetched",
    find: "`min`, `max`, `returnKey`, `showRecordId` are refused",
    getLog: "the log is empty",
    hello: "`topologyVersion` with several members only: else drivers poll",
    replSetStepDown: "with several members only",
    renameCollection: "within one database only",
    serverStatus: "a few sections only",
  },
  "query operators": {
    $where: "only `sleep(ms) || true`, to make a query slow; other scripts are refused",
    $regex:
      "PCRE's rules, run by JavaScript; what that has not (possessive quantifiers, atomic groups, options amid a pattern, recursion, `\\Q`, `\\R`, `\\h`) is refused",
  },
  stages: {
    $densify: "refuses long and decimal values",
    $collStats: "`latencyStats` and `queryExecStats` are left out",
  },
  expressions: {
    ...Object.fromEntries(notOfDecimals.split(" ").map((name) => [name, "refused for decimals"])),
    $pow: "of decimals with whole exponents only",
    $dateFromString:
      "`format`, ISO 8601, and with the name of a month what JavaScript's Date reads",
  },
};
