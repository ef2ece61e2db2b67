import type { OrdersResult } from "@samples/lab";

/** What `--json` prints of the orders of a program. */
export interface OrdersJson {
  complete: boolean;
  tried: number;
  reduced: boolean;
  seed?: number;
  diverged: { order: string; expected: string[]; found: string[] }[];
  outcomes: {
    count: number;
    exitCode: number | null;
    output: string[];
    database: Record<string, unknown[]>;
    order: string;
    steps: string[];
  }[];
}

/** Returns what `--json` promises: the outcomes from the rarest to the most frequent. */
export function toOrdersJson(result: OrdersResult): OrdersJson {
  return {
    complete: result.complete,
    tried: result.tried,
    reduced: result.reduced,
    ...(result.seed === undefined ? {} : { seed: result.seed }),
    diverged: result.diverged,
    outcomes: result.outcomes.map(({ count, ending, first }) => ({
      count,
      exitCode: ending.exitCode,
      output: ending.output,
      database: ending.database,
      order: first.order,
      steps: first.steps.map(({ text }) => text),
    })),
  };
}
