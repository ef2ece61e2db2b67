export type * from "./run.ts";
