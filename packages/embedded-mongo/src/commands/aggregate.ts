import type { Document } from "bson";
import { booleanField, cursorBatchSize, type Command } from "../command.ts";
import { runPipeline, runStages } from "../stages/pipeline.ts";
import { collect, once, type PipelineContext, type StageSpecification } from "../stages/stage.ts";
import {
  checkChangeStreamStages,
  checkResumeTokens,
  openChangeStream,
  splitStage,
  type ChangeStreamState,
} from "../change-streams/change-stream.ts";
import { splitToken } from "../storage/resume-token.ts";
import {
  checkEventSize,
  checkSplitOperand,
  splitDiffers,
  splitEvent,
} from "../change-streams/split-event.ts";
import { firstBatch } from "../operation/cursors.ts";
import type { Chunks, CursorSource, Operation } from "../operation/operation.ts";
import { MongoError } from "../errors.ts";
import { explainAggregate } from "./explain.ts";
import { pipelineFields, preparePipeline } from "./prepare-pipeline.ts";

/** Returns a change stream with the stages behind it, and the token from which it can be resumed. */
function changeStreamSource(
  [first, ...rest]: StageSpecification[],
  context: PipelineContext,
): CursorSource {
  const splits = rest.at(-1)?.name === splitStage;
  const shaping = splits ? rest.slice(0, -1) : rest;
  checkChangeStreamStages(rest.map(({ name }) => name));
  if (splits) checkSplitOperand(rest.at(-1)?.operand);
  // What is wrong with a stage is to be told now, not when there is an event.
  runStages(shaping, context, once([]));
  const state: ChangeStreamState = { token: "" };
  const events = openChangeStream(first?.operand, context, state);
  const resumed = splitToken(state.token);
  if (resumed.seen > 0 && !splits) {
    throw splitDiffers(
      "To resume from a split event, the $changeStream pipeline must include a $changeStreamSplitLargeEvent stage",
    );
  }
  const fit = (event: Document): Document[] => {
    const { _data: token } = event._id as { _data: string };
    if (splits) return splitEvent(event, token === resumed.event ? resumed.seen : 0);
    checkEventSize(event);
    return [event];
  };
  async function* chunks(): Chunks {
    for await (const portion of events) {
      const kept = await collect(runStages(shaping, context, once(portion)));
      checkResumeTokens(kept, portion);
      const sent: Document[] = [];
      for (const event of kept) {
        try {
          sent.push(...fit(event));
        } catch (error) {
          if (sent.length > 0) yield sent;
          throw error;
        }
      }
      yield sent;
    }
  }
  return {
    chunks: chunks(),
    facts: (batch) => ({
      postBatchResumeToken: (batch?.at(-1)?._id as Document | undefined) ?? { _data: state.token },
    }),
  };
}

async function run(operation: Operation): Promise<Document> {
  const { command, database } = operation;
  if (booleanField(operation, "explain")) {
    return explainAggregate(operation);
  }
  if (command.cursor === undefined) {
    throw new MongoError(
      "FailedToParse",
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const { specifications, context } = preparePipeline(operation);
  const batchSize = cursorBatchSize(operation);
  const isChangeStream = specifications[0]?.name === "$changeStream";
  const source = isChangeStream
    ? changeStreamSource(specifications, context)
    : { chunks: runPipeline(specifications, context) };
  const target = typeof command.aggregate === "string" ? command.aggregate : "$cmd.aggregate";
  const writes = ["$out", "$merge"].includes(specifications.at(-1)?.name ?? "");
  const cursor = await firstBatch(operation, `${database}.${target}`, source, {
    batchSize: writes ? undefined : batchSize,
    reader: context.reader,
    neverTimesOut: booleanField(operation, "noCursorTimeout"),
    tail: isChangeStream ? "changeStream" : undefined,
  });
  return { cursor };
}

/** https://www.mongodb.com/docs/manual/reference/command/aggregate/ */
export const aggregate: Command = {
  name: "aggregate",
  fields: pipelineFields,
  run,
};
