import type { Document } from "bson";
import type { Gate } from "@samples/wire-proxy";
import type { OutputLine } from "../run.ts";
import type { TimerWatch } from "./timers.ts";
import type { HeldRequest, WeatherApi } from "../weather/weather-api.ts";

/** A program under direction, and everything that it does through. */
export interface Stage {
  /** Leader of the program's process group. */
  pid: number;
  /** The server's process, where the system can be asked about it. */
  serverPid: number | undefined;
  gate: Gate;
  timers: TimerWatch;
  weather: WeatherApi | undefined;
  /** What it has printed so far. */
  output: readonly OutputLine[];
  /** Ends the program. */
  end: () => void;
}

/** Directs one run of a program: decides what happens next whenever the program itself can do nothing more. */
export interface Direction {
  /** The program is not served before this. */
  begin: Promise<void>;
  /** The program could tell that its database has no sample data. */
  needsRegistry: boolean;
  /** What `node` is given instead of a loader and the program, where that is faster. */
  startArguments: string[] | undefined;
  /** Requests to the weather API, as they come. */
  requests: HeldRequest[];
  /** Directs until the program has ended. */
  direct(stage: Stage): Promise<void>;
  /** For how many ms more the program may run when `timeLimitMs` is what it has for one step; 0 or less when its time is over. */
  leftMs(pid: number, timeLimitMs: number): number;
  /** @param isTimedOut it was ended at its time limit */
  programHasEnded(isTimedOut: boolean): void;
  /** Collections that the program has not changed. */
  untouched(): string[];
  /** Called when the program is gone, and its database still there. */
  collect(read: () => Promise<Record<string, Document[]>>): Promise<void>;
}
