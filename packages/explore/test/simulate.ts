import { footprintOf, type Choice, type Chooser, type Execution, type Step } from "../src/index.ts";

type Document = Record<string, unknown> & { _id: string };
export type Command = Record<string, unknown>;

/** A chain of commands: each is sent when the reply to the one before it is there. */
export type Worker = Generator<Command, void, Document[] | undefined>;

export interface Program {
  name: string;
  /** Workers that begin together; what they print goes to `print`. */
  workers: (print: (text: string) => void) => Worker[];
  sharesMemory?: true;
}

export interface Simulated extends Execution {
  /** What was printed, and what the server has at the end. */
  outcome: string;
}

/** Runs a program against a server of a few lines: what the search does can be seen without a process. */
export function simulate(program: Program, choose: Chooser, fine = false): Simulated {
  const printed: string[] = [];
  const server = createServer();
  const workers = program.workers((text) => printed.push(text));
  const waiting = new Map<number, { command: Command; number: number; reply?: Document[] }>();
  let sent = 0;
  let hasFailures = false;
  const steps: Step[] = [];

  function goOn(actor: number, reply: Document[] | undefined): void {
    const next = workers[actor - 1]?.next(reply);
    if (next && !next.done) waiting.set(actor, { command: next.value, number: (sent += 1) });
  }
  for (const index of workers.keys()) goOn(index + 1, undefined);

  while (waiting.size > 0) {
    const open = [...waiting]
      .toSorted(([a], [b]) => a - b)
      .map(([actor, { command, number, reply }]): Choice => {
        const isReply = reply !== undefined;
        const delivers = isReply || !fine;
        return {
          key: isReply ? `${actor}r` : `${actor}`,
          actor,
          message: `command ${number}`,
          text: JSON.stringify(command),
          delivers,
          isAwaited: delivers,
          isFault: false,
          ...(isReply ? {} : { footprint: footprintOf(command) }),
        };
      });
    const taken = choose(open);
    if (!taken) return { steps, end: "given-up", hasFailures, outcome: "" };
    steps.push({ taken, open });
    const entry = waiting.get(taken.actor);
    if (!entry) throw new Error(`Nothing waits for ${taken.key}`);
    if (entry.reply === undefined) {
      const { documents, failed } = server.execute(entry.command);
      hasFailures ||= failed;
      entry.reply = documents;
      if (fine) continue;
    }
    waiting.delete(taken.actor);
    goOn(taken.actor, entry.reply);
  }
  const outcome = JSON.stringify([printed, server.contents()]);
  return { steps, end: "ended", hasFailures, outcome };
}

function createServer() {
  const collections = new Map<string, Map<string, Document>>();
  const collection = (name: unknown): Map<string, Document> => {
    const known = collections.get(String(name)) ?? new Map<string, Document>();
    collections.set(String(name), known);
    return known;
  };

  return {
    execute(command: Command): { documents: Document[]; failed: boolean } {
      if ("find" in command) {
        const { _id } = (command.filter ?? {}) as { _id?: string };
        const all = [...collection(command.find).values()];
        const documents = all.filter((each) => _id === undefined || each._id === _id);
        return { documents: structuredClone(documents), failed: false };
      }
      if ("insert" in command) {
        const target = collection(command.insert);
        let failed = false;
        for (const document of command.documents as Document[]) {
          if (target.has(document._id)) failed = true;
          else target.set(document._id, structuredClone(document));
        }
        return { documents: failed ? [{ _id: "duplicate" }] : [], failed };
      }
      for (const { q, u } of command.updates as Update[]) {
        const document = collection(command.update).get(q._id);
        if (!document) continue;
        Object.assign(document, u.$set);
        for (const [field, by] of Object.entries(u.$inc ?? {}))
          document[field] = Number(document[field] ?? 0) + by;
      }
      return { documents: [], failed: false };
    },
    contents: () =>
      [...collections]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, documents]) => [
          name,
          [...documents.values()].toSorted((a, b) => (a._id < b._id ? -1 : 1)),
        ]),
  };
}

interface Update {
  q: { _id: string };
  u: { $set?: Record<string, unknown>; $inc?: Record<string, number> };
}
