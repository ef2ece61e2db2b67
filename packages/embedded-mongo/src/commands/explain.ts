import type { Document } from "bson";
import { collect, once } from "../stages/stage.ts";
import { runStages } from "../stages/pipeline.ts";
import { isPlain } from "../bson/decode.ts";
import { numberOfField } from "../bson/number.ts";
import { arrayField, collectionName, countField, type Command } from "../command.ts";
import { checkFields } from "../dispatch/command-fields.ts";
import { MongoError, notSupported } from "../errors.ts";
import type { Operation } from "../operation/operation.ts";
import { describePlan, type Execution, type Wrapping } from "../plan/explain.ts";
import { find, type Page } from "../plan/find.ts";
import type { Plan, Work } from "../plan/plan.ts";
import { compileStatement, planWrite, type UpdateStatement } from "../write/update-statement.ts";
import { pipelineFields, preparePipeline } from "./prepare-pipeline.ts";
import { version } from "./build-info.ts";
import { count, countLimitOf } from "./count.ts";
import { deleteCommand } from "./delete.ts";
import { distinct } from "./distinct.ts";
import { findAndModify } from "./find-and-modify.ts";
import { find as findCommand, pageOf, planFind } from "./find.ts";
import { update } from "./update.ts";
import { headOf } from "../stages/pipeline.ts";

type Tell = NonNullable<Wrapping["tell"]>;
type Verbosity = "queryPlanner" | "executionStats" | "allPlansExecution";

/** What can be explained. */
const explainable: Pick<Command, "name" | "aliases" | "fields">[] = [
  { name: "aggregate", fields: pipelineFields },
  count,
  deleteCommand,
  distinct,
  findAndModify,
  findCommand,
  update,
];

async function execute(
  operation: Operation,
  plan: Plan,
  page: Page,
): Promise<{ execution: Execution; documents: Document[] }> {
  const work: Work = { keysExamined: 0, docsExamined: 0 };
  const startMs = performance.now();
  const documents = await collect(find(plan, { current: operation }, work, page));
  const milliseconds = Math.round(performance.now() - startMs);
  const nReturned = documents.length;
  return {
    documents,
    execution: { ...work, nReturned, matched: work.sorted ?? nReturned + page.skip, milliseconds },
  };
}

/** Returns the plan of a command that has one, and what goes around it. */
function planOf(operation: Operation): {
  plan: Plan;
  wrapping: Wrapping;
  page: Page;
} {
  const { command, name, server, database } = operation;
  const all: Page = { skip: 0, limit: Infinity };
  const one: Page = { skip: 0, limit: 1 };
  if (name === "find") {
    const { plan } = planFind(operation);
    const page = pageOf(operation);
    const limit = page.limit === Infinity ? 0 : page.limit;
    return {
      plan,
      page,
      wrapping: { skip: page.skip, limit, projection: command.projection as Document },
    };
  }
  const first = (field: string): Document => {
    const [statement, ...others] = arrayField(operation, field);
    if (!isPlain(statement) || others.length > 0) {
      throw new MongoError(16, "explained write batches must be of size 1", {
        codeName: "InvalidLength",
      });
    }
    return statement;
  };
  const given: Record<
    string,
    () => {
      filter: unknown;
      from: Document;
      outermost: string;
      page: Page;
      tell?: Tell;
      update?: Pick<UpdateStatement, "update" | "isMulti">;
    }
  > = {
    update: () => {
      const from = first("updates");
      const tell: Tell = ({ nReturned }) => ({
        nMatched: nReturned,
        nWouldUpsert: from.upsert === true && nReturned === 0 ? 1 : 0,
      });
      return {
        filter: from.q,
        from,
        outermost: "UPDATE",
        page: from.multi === true ? all : one,
        tell,
        update: { update: from.u, isMulti: from.multi === true },
      };
    },
    delete: () => {
      const from = first("deletes");
      const page = numberOfField(from, "limit") === 0 ? all : one;
      const tell: Tell = ({ nReturned }) => ({ nWouldDelete: nReturned });
      return { filter: from.q, from, outermost: "DELETE", page, tell };
    },
    findAndModify: () => ({
      filter: command.query,
      from: command,
      outermost: command.remove === true ? "DELETE" : "UPDATE",
      page: one,
      ...(command.remove === true ? {} : { update: { update: command.update, isMulti: false } }),
    }),
    count: () => {
      const page = { skip: countField(operation, "skip") ?? 0, limit: countLimitOf(operation) };
      const tell: Tell = ({ nReturned }) => ({ nCounted: nReturned, nSkipped: page.skip });
      return { filter: command.query, from: command, outermost: "COUNT", page, tell };
    },
    distinct: () => ({ filter: command.query, from: command, outermost: "", page: all }),
  };
  const read = given[name]?.();
  if (!read) throw notSupported(`explain of ${name}`);
  const collection = server.store.find(database, String(command[name]));
  const { collation, hint, sort, arrayFilters } = read.from;
  const filter = isPlain(read.filter) ? read.filter : {};
  const { plan, context } = planWrite(operation, collection, { filter, collation, hint, sort });
  if (read.update) {
    compileStatement({ ...read.update, sort, arrayFilters: arrayFilters as Document[] }, context);
  }
  return {
    plan,
    wrapping: { outermost: read.outermost, tell: read.tell },
    page: read.page,
  };
}

async function explainPipeline(operation: Operation, verbosity: Verbosity): Promise<Document> {
  const { specifications, context } = preparePipeline(operation);
  if (
    ["$out", "$merge"].includes(specifications.at(-1)?.name ?? "") &&
    verbosity !== "queryPlanner"
  ) {
    throw notSupported("explain of a pipeline that writes, beyond queryPlanner,");
  }
  const head = headOf(specifications, context);
  if (!head) throw notSupported("explain of a pipeline that makes its own documents");
  const { plan, limit, rest } = head;
  const namespace = `${operation.database}.${String(operation.command.aggregate)}`;
  const page = { skip: 0, limit };
  const executed = verbosity === "queryPlanner" ? undefined : await execute(operation, plan, page);
  const wrapping = limit === Infinity ? {} : { limit };
  const shown = describePlan(
    plan,
    namespace,
    wrapping,
    executed?.execution,
    verbosity === "allPlansExecution",
  );
  if (rest.length === 0) return shown;
  let documents = executed?.documents;
  const counted = (): Document => (documents ? { nReturned: documents.length } : {});
  const stages: Document[] = [{ $cursor: shown, ...counted() }];
  for (const stage of rest) {
    if (documents) documents = await collect(runStages([stage], context, once(documents)));
    stages.push({ [stage.name]: stage.operand, ...counted() });
  }
  return { stages };
}

/** Explains `inner`, which comes by the operation's connection and has its time. */
async function explainCommand(
  operation: Operation,
  inner: Document,
  verbosity: Verbosity,
): Promise<Document> {
  const { server } = operation;
  const [sent = ""] = Object.keys(inner);
  const explained = explainable.find(
    ({ name, aliases = [] }) => name === sent || aliases.includes(sent),
  );
  if (!explained) throw notSupported(`explain of ${sent}`);
  const { name } = explained;
  checkFields(explained, sent, inner);
  const asked = operation.withCommand(
    name,
    name === sent ? inner : { ...inner, [name]: inner[sent] as unknown },
  );
  let shown: Document;
  if (name === "aggregate") shown = await explainPipeline(asked, verbosity);
  else {
    collectionName(asked);
    const { plan, wrapping, page } = planOf(asked);
    const executed = verbosity === "queryPlanner" ? undefined : await execute(asked, plan, page);
    const namespace = `${operation.database}.${String(inner[sent])}`;
    shown = describePlan(
      plan,
      namespace,
      wrapping,
      executed?.execution,
      verbosity === "allPlansExecution",
    );
  }
  const [host, port] = server.address.split(":");
  return {
    explainVersion: "1",
    ...shown,
    command: inner,
    serverInfo: { host, port: Number(port), version, gitVersion: "embedded-mongo" },
    serverParameters: {},
  };
}

/** Answers an aggregate that asks for its plan by its own option. */
export function explainAggregate(operation: Operation): Promise<Document> {
  const { explain: _explain, ...inner } = operation.command;
  return explainCommand(operation, inner, "queryPlanner");
}

function run(operation: Operation): Promise<Document> {
  const { command } = operation;
  const inner: unknown = command.explain;
  if (!isPlain(inner) || Object.keys(inner).length === 0) {
    throw new MongoError(
      "TypeMismatch",
      "BSON field 'explain.explain' is the wrong type, expected type 'object'",
    );
  }
  const verbosity = (command.verbosity ?? "allPlansExecution") as Verbosity;
  if (!["queryPlanner", "executionStats", "allPlansExecution"].includes(verbosity)) {
    throw new MongoError(
      "FailedToParse",
      "verbosity string must be one of {'queryPlanner', 'executionStats', 'allPlansExecution'}",
    );
  }
  return explainCommand(operation, inner, verbosity);
}

/** https://www.mongodb.com/docs/manual/reference/command/explain/ */
export const explain: Command = { name: "explain", fields: ["verbosity"], run };
