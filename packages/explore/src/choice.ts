import type { Footprint } from "./footprint.ts";

/** One thing that may happen next. */
export interface Choice {
  /** What it is called in the name of an order: "1", "2r", "1x". Two choices that are open at one moment have two keys. */
  key: string;
  /** Whose step it is: the chain of commands, each sent because of the reply to the one before it. */
  actor: number;
  /** Equal for what is done with the same message in one execution. */
  message: string;
  /** What a person calls it, the same in each execution: `find accounts {"_id":"ada"}`. */
  text: string;
  /** What the server reads and writes in this step; missing when the step does nothing there. */
  footprint?: Footprint;
  /** The program gets a message in this step. */
  delivers: boolean;
  /** The program waits for that message, or has waited for it: it is gone, or has hung up. */
  isAwaited: boolean;
  /** A connection breaks in this step. */
  isFault: boolean;
}

/** A step that was taken. */
export interface Step {
  taken: Choice;
  /** What was open at that moment, `taken` among it, in a stable order. */
  open: Choice[];
}

/** What came of one execution. */
export interface Execution {
  steps: Step[];
  /**
   * - ended: the program ended by itself
   * - unfinished: it was ended, since it took too many steps or too long
   * - given-up: the chooser chose nothing
   */
  end: "ended" | "unfinished" | "given-up";
  /** A step failed in a way that others may see: its reply was an error, or a connection was closed early. */
  hasFailures: boolean;
}

/** Says which of the open choices is taken; undefined gives the execution up. */
export type Chooser = (open: readonly Choice[]) => Choice | undefined;
