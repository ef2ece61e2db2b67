export { claim, type ClaimAboutOrders, type ClaimOptions } from "./claim.ts";
export type { ProgramChoice } from "./claimed-program.ts";
export type { OrderedRun } from "../orders/explore-program.ts";
