import { fileURLToPath } from "node:url";
import { type Run, runProgram, type RunOptions } from "@samples/lab";
import { atMost, type Benchmark, format, type Measurement, median } from "../benchmark.ts";
import { prepareOpenTelemetry } from "../open-telemetry.ts";

const program = fileURLToPath(new URL("../clients/thousand-queries.ts", import.meta.url));
const times = 7;

interface Variant {
  name: string;
  options: RunOptions;
  durationsMs: number[];
  last?: Run;
}

async function measure(variant: Variant): Promise<void> {
  const run = await runProgram(program, { latencyMs: 0, timeLimitMs: 120_000, ...variant.options });
  const printed = run.output.find(({ stream }) => stream === "stdout");
  if (run.exitCode !== 0 || !printed) {
    const said = run.output.map(({ text }) => text).join("\n");
    throw new Error(
      `Cannot measure "${variant.name}": the program ended with ${run.exitCode}\n${said}`,
    );
  }
  variant.durationsMs.push(Number(printed.text));
  variant.last = run;
}

function compare(
  variant: Variant,
  plain: Variant,
): Pick<Measurement, "measured" | "beside" | "ratio"> {
  const [withMs, withoutMs] = [median(variant.durationsMs), median(plain.durationsMs)];
  return {
    measured: `${format(withMs)} ms`,
    beside: `without ${format(withoutMs)} ms`,
    ratio: withMs / withoutMs,
  };
}

/** What watching the one thread costs a program of 1,000 queries, and what OpenTelemetry does. */
export const thread: Benchmark = {
  name: "thread",
  async run({ progress }) {
    progress("thread: OpenTelemetry is being installed");
    const openTelemetry = await prepareOpenTelemetry();
    const plain: Variant = { name: "plain", options: { threadLane: false }, durationsMs: [] };
    const lane: Variant = { name: "thread lane", options: { threadLane: true }, durationsMs: [] };
    const telemetry: Variant = {
      name: "OpenTelemetry",
      options: { threadLane: false, env: { NODE_OPTIONS: `--import=${openTelemetry}` } },
      durationsMs: [],
    };
    for (let index = 1; index <= times; index += 1) {
      for (const variant of [plain, lane, telemetry]) {
        progress(`thread: 1,000 queries, ${variant.name}, ${index} of ${times}`);
        await measure(variant);
      }
    }
    const spans = telemetry.last?.output.find(({ text }) => text.endsWith(" spans"))?.text ?? "";
    if (!(Number.parseInt(spans, 10) >= 1000)) {
      throw new Error(
        `Cannot compare with OpenTelemetry as it recorded "${spans}" of 1,000 queries`,
      );
    }
    const slices = lane.last?.timeline.thread().length ?? 0;
    const laneCost = compare(lane, plain);
    return [
      {
        what: `thread lane on 1,000 queries (${format(slices)} slices)`,
        ...laneCost,
        goal: atMost(laneCost.ratio ?? Infinity, 1.15),
      },
      {
        what: `OpenTelemetry on 1,000 queries (${spans})`,
        ...compare(telemetry, plain),
      },
    ];
  },
};
