import { readFile } from "node:fs/promises";
import type { Choice } from "@samples/explore";
import { locateProgram } from "../program/locate-program.ts";
import { runDirected } from "../run-program.ts";
import type { RunOptions } from "../run.ts";
import { createDirector, type Director } from "./director.ts";
import { toOrderedRun, type OrderedRun } from "./explore-program.ts";
import { createMask } from "./mask.ts";

/** Something that the person at the database can do next. */
export interface OpenStep {
  /** What it is called in the name of an order: "1", "1x" for a broken connection. */
  key: string;
  /** "find packages {"_id":"tsx"}" */
  text: string;
  /** A connection breaks. */
  isFault: boolean;
  /** The command that it is about; missing for a request to the weather API. */
  command?: { connection: number; requestId: number };
  /** The request that it is about: "GET /weather/oslo". */
  request?: string;
}

/** A person who answers a program's queries. */
export interface Hand {
  /** Called whenever the program can do nothing more without an answer, with what waits for one. */
  onOpen: (open: readonly OpenStep[], taken: readonly string[]) => void;
}

/** A program whose queries wait for somebody to answer them. */
export interface RunByHand {
  /**
   * Answers what `key` stands for, or breaks its connection. A key that is not open yet is kept until the program rests again; one
   * that is not open then is nothing.
   */
  answer: (key: string) => void;
  /** Gives all that waits, and all that comes, its answer, in the order in which it came. */
  answerAll: () => void;
  readonly run: Promise<OrderedRun>;
}

/** A person may answer a long time; only a program that never stops asking gets here. */
const maxSteps = 5_000;

/**
 * Runs a program whose every command waits until somebody answers it: the server gets a command when it is answered, so whoever answers
 * decides in which order things happen there. The time limit counts while the program itself is at work.
 *
 * @param file path or file URL of the program
 * @throws LabError, from `run`, when the program or the server cannot be had
 */
export function runByHand(
  file: string,
  hand: Hand,
  options: Omit<RunOptions, "latencyMs" | "holdUntil" | "releaseOrder" | "cut"> = {},
): RunByHand {
  /** What was asked for, and after how many steps: a choice that something else got before is asked for again. */
  let wanted: { key: string; step: number } | undefined;
  let isAutomatic = false;
  let decideNow: (() => void) | undefined;
  let director: Director | undefined;
  const taken = (): string[] => director?.directed().steps.map((step) => step.taken.key) ?? [];

  async function run(): Promise<OrderedRun> {
    const path = locateProgram(file);
    const source = await readFile(path, "utf8");
    const directing = createDirector({
      mask: createMask(source),
      fine: false,
      faults: true,
      timersMs: 0,
      maxSteps,
      coarseFootprints: false,
      needsRegistry: true,
    });
    director = directing;
    const describe = (choice: Choice): OpenStep => {
      const { key, text, isFault } = choice;
      const found = directing.find(choice);
      if (!found) return { key, text, isFault };
      if (!("command" in found)) return { key, text, isFault, request: found.name };
      const { connection, requestId } = found.command;
      return { key, text, isFault, command: { connection, requestId } };
    };
    directing.start((open) => {
      const choose = (): Choice | undefined => {
        if (isAutomatic) return open.find(({ isFault }) => !isFault);
        return wanted?.step === taken().length
          ? open.find(({ key }) => key === wanted?.key)
          : undefined;
      };
      const chosen = choose();
      if (chosen) return chosen;
      hand.onOpen(open.map(describe), taken());
      return new Promise((resolve) => {
        decideNow = () => {
          const choice = choose();
          if (choice) resolve(choice);
        };
      });
    });
    const finished = await runDirected(path, { ...options, latencyMs: 0 }, directing);
    return toOrderedRun(finished, directing.directed(), source);
  }

  return {
    answer(key) {
      wanted = { key, step: taken().length };
      decideNow?.();
    },
    answerAll() {
      isAutomatic = true;
      decideNow?.();
    },
    run: run(),
  };
}
