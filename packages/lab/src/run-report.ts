import { judge, Timeline, type HttpSpan, type Mark } from "@samples/timeline";
import type { ExplainedRecord } from "./explain-slowest.ts";
import { readCrashReport } from "./program/crash-report.ts";
import { describeKeepers } from "./program/keepers.ts";
import { programName, workingFolder } from "./program/locate-program.ts";
import { asksForMongodb, findOtherAddress, type OtherAddress } from "./program/other-address.ts";
import { describeOutcome } from "./program/outcome.ts";
import type { ProgramHeader } from "./program/program-header.ts";
import type { ProcessResult } from "./program/run-process.ts";
import type { Testimony } from "./program/witness.ts";
import type { RunDatabase } from "./run-database.ts";
import type { Asked } from "./requests/ask-program.ts";
import type { ServedRecord } from "./requests/served-record.ts";
import type { AskedRequest, OutputLine, Run } from "./run.ts";
import type { LabServer } from "./server/lab-server.ts";
import type { ThreadRecord } from "./thread/index.ts";
import { toTimelineRecord } from "./timeline-record.ts";

/** Everything that is known when the program is gone. */
export interface RunFacts {
  path: string;
  source: string;
  header: ProgramHeader;
  server: LabServer;
  database: RunDatabase;
  latencyMs: number;
  timeLimitMs: number;
  result: Omit<ProcessResult, "endedFor"> & {
    endedFor?: ProcessResult["endedFor"] | "served";
  };
  /** What came of the lab's requests; missing when there were none. */
  asked: Asked | undefined;
  served: ServedRecord;
  testimony: Testimony;
  output: OutputLine[];
  wire: ExplainedRecord;
  http: HttpSpan[];
  /** Missing when the threads were not recorded. */
  threads: ThreadRecord | undefined;
}

/** Returns the run that these facts amount to. */
export function toRun(facts: RunFacts): Run {
  const { header, server, result, output } = facts;
  const record = toTimelineRecord({
    wire: facts.wire,
    http: facts.http,
    served: facts.served,
    threads: facts.threads,
    output,
    marks: notesOf(facts),
    endMs: result.endMs,
    isDrained: facts.testimony.isDrained,
  });
  const timeline = new Timeline(record);
  const verdict = judge(timeline);
  let lastSignOfLifeMs: number | undefined;
  for (const span of timeline.spans()) {
    // The thread's slices do not count: a driver that nobody uses ticks, too.
    if (span.lane !== "thread" && !span.cut)
      lastSignOfLifeMs = Math.max(lastSignOfLifeMs ?? 0, span.endMs);
  }

  const openConnections = facts.wire.connections.filter(
    ({ closedMs }) => closedMs === undefined || closedMs >= (result.endedMs ?? result.endMs),
  ).length;

  return {
    program: programName(facts.path),
    ...(header.title === undefined ? {} : { title: header.title }),
    exitCode: result.exitCode,
    signal: result.signal,
    timedOut: result.endedFor === "time-limit",
    outcome: describeOutcome({
      exitCode: result.exitCode,
      signal: result.signal,
      endedFor: result.endedFor,
      timeLimitMs: facts.timeLimitMs,
      crash: readCrashReport(
        output.filter((line) => line.stream === "stderr").map((line) => line.text),
      ),
      isRejection: facts.testimony.isRejection,
      unanswered: record.spans.flatMap((span) =>
        span.lane === "mongodb" && span.cut && !span.internal ? span.name : [],
      ),
      openConnections,
      keepers: describeKeepers(facts.testimony.keptAliveBy, facts.source, openConnections > 0),
      lastSignOfLifeMs,
      busyMs: Math.max(
        0,
        ...timeline
          .thread()
          .toArray()
          .filter((slice) => slice.cut)
          .map((slice) => slice.endMs - slice.startMs),
      ),
    }),
    database: { kind: server.kind, version: server.version, name: facts.database.name },
    latencyMs: facts.latencyMs,
    durationMs: timeline.durationMs,
    output,
    plots: (header.plots ?? []).map((tag) => ({ ...timeline.plot(tag.name), ...tag })),
    values: (header.values ?? []).map(({ collection, path, sum }) =>
      timeline.values(`${collection}.${path}${sum ? " sum" : ""}`),
    ),
    ...(verdict && { verdict }),
    requests: requestsOf(facts, timeline),
    timeline,
  };
}

function requestsOf({ asked, served }: RunFacts, timeline: Timeline): AskedRequest[] {
  return (asked?.sent ?? []).flatMap(({ headers = {}, body = "", status, error }, index) => {
    const span = served.ofSent[index];
    if (!span) return [];
    const { name } = span;
    const durationMs = span.endMs - span.startMs;
    const queries = timeline.queriesOf(span);
    const facts = {
      name,
      ...(status === undefined ? {} : { status }),
      ...(error === undefined ? {} : { error }),
      durationMs,
      body,
    };
    const toJSON = () => ({ ...facts, queries: queries.names });
    return [{ ...facts, headers, queries, span, toJSON }];
  });
}

/** Returns what a reader should know although the program itself did not say it. */
function notesOf(facts: RunFacts): Mark[] {
  const { asked, result } = facts;
  const ofServer = asked?.note === undefined ? [] : [asked.note];
  return [
    ...ofServer.map((text) => ({ atMs: result.endMs, kind: "note" as const, text })),
    ...notesOfDatabase(facts),
  ];
}

function notesOfDatabase({ path, source, served, wire, result }: RunFacts): Mark[] {
  // A server that has been asked for nothing that needs the database.
  if (served.spans.length > 0 && source.includes("MONGODB_URI")) return [];
  if (wire.connections.length > 0 || wire.marks.length > 0 || !asksForMongodb(path)) return [];
  const text = `The program never connected to the lab's MongoDB. ${whereItLooks(findOtherAddress(path, workingFolder(path)))}`;
  return [{ atMs: result.endMs, kind: "note", text }];
}

function whereItLooks(other: OtherAddress | undefined): string {
  if (other === undefined) return "Does it use the address in process.env.MONGODB_URI?";
  if (other.kind === "port") {
    return `It looks for one at ${other.address}. To have it there: --port ${other.port}`;
  }
  const where =
    other.where === "source" ? `It reads ${other.name}` : `Its .env file sets ${other.name}`;
  return `${where}. To set that variable for the run: --uri-env ${other.name}`;
}
