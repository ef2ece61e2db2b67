export { claim, type ClaimOptions, type ComparingClaimOptions } from "./claim.ts";
export type { ProgramChoice } from "./claimed-program.ts";
