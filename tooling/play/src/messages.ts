import { z } from "zod";

/** A program is 60 lines; what is larger than this, in characters, is no program to be typed into a page. */
export const mostText = 500_000;
const text = z.string().max(mostText);
const name = z.string().min(1).max(1_000);
/** The page numbers its runs: what is told of one that it no longer shows is not heard. */
const runNumber = z.number().int().min(1);

/** What the page asks for. */
export const requestSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open"), name }),
  z.object({
    type: z.literal("run"),
    run: runNumber,
    name,
    text,
    latencyMs: z.number().min(0).max(2_000),
    /** Every query waits until the reader answers it. */
    byHand: z.boolean(),
    withTwin: z.boolean(),
    order: z.string().max(1_000),
    cut: z.string().max(100),
  }),
  z.object({ type: z.literal("orders"), run: runNumber, name, text }),
  z.object({ type: z.literal("answer"), key: z.string().max(20) }),
  z.object({ type: z.literal("answer-all") }),
  z.object({ type: z.literal("stop") }),
  z.object({ type: z.literal("save"), name, text, as: z.string().max(100) }),
  z.object({ type: z.literal("solution"), name }),
]);

export type Request = z.infer<typeof requestSchema>;
export type RunRequest = Extract<Request, { type: "run" }>;
export type OrdersRequest = Extract<Request, { type: "orders" }>;

/** A program in the list. */
export interface Listed {
  /** What it is called in requests: "06/gather", or the path of a file. */
  name: string;
  title: string;
  /** "open", "begun", "done": of an exercise. */
  state?: string;
}

export interface Group {
  label: string;
  programs: Listed[];
}

/** A program in the editor. */
export interface OpenedProgram {
  name: string;
  kind: "lesson" | "exercise" | "own";
  title: string;
  text: string;
  /** Path, as far as the reader needs it. */
  file: string;
  latencyMs: number;
  /** "06/one-by-one" */
  twin?: string;
  exercise?: { task: string; hints: string[]; state: string };
}

/** Something that waits for the reader. */
export interface Waiting {
  key: string;
  text: string;
  command?: { connection: number; requestId: number };
  request?: string;
  /** What breaks its connection instead: before the server has it, and after it has done it. */
  breaks: { key: string; after: boolean }[];
}

export interface Claim {
  name: string;
  holds: boolean;
  why?: string;
}

/** What is told of a run. The last of it is "ended", "outcomes" or "problem", and each run gets one of these, and only one. */
export type ToldOfRun =
  /** Runs as the texts of their files; the first one is the reader's program. */
  | { type: "picture"; runs: string[] }
  | {
      type: "waiting";
      picture: string;
      open: Waiting[];
      taken: string[];
      /** What the program has printed since this was last told. */
      printed: string[];
    }
  | { type: "searching"; tried: number; atLeast: number; outcomes: number }
  | {
      type: "outcomes";
      sentence: string;
      outcomes: { label: string; order: string; picture: string }[];
    }
  | {
      type: "ended";
      sentence: string;
      ok: boolean;
      /** What is typed to see the same again. */
      command?: string;
      /** Of a program whose queries were answered by hand: what it has printed since it last waited. */
      printed?: string[];
      claims?: Claim[];
      /** What the reader may know now that it is solved. */
      explanation?: string;
    }
  | { type: "problem"; sentence: string };

/** What the page is told. */
export type Told =
  | (ToldOfRun & { run: number })
  | { type: "list"; groups: Group[] }
  | { type: "opened"; program: OpenedProgram }
  | { type: "saved"; name: string; file: string; text: string }
  | { type: "solution"; text: string }
  | { type: "problem"; sentence: string };
