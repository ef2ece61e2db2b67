export { claim, type ClaimOptions } from "./claim.ts";
export type { ProgramChoice } from "./claimed-program.ts";
