import type { LessonCommand } from "./lesson-command.ts";

/** Every command, in the order of the help: one file each. */
export const commands: LessonCommand[] = [
  {
    name: "start",
    summary: "the first lesson: a blocking query beside an async one",
    load: () => import("./start.ts"),
  },
  {
    name: "find",
    summary: "find programs by a question, a word or an error message",
    load: () => import("./find.ts"),
  },
  { name: "list", summary: "all programs, in teaching order", load: () => import("./list.ts") },
  { name: "run", summary: "run a program and draw what happened", load: () => import("./run.ts") },
  {
    name: "compare",
    summary: "run two programs and draw both on one time axis",
    load: () => import("./compare.ts"),
  },
  {
    name: "orders",
    summary: "run a program in every order in which the database may answer",
    load: () => import("./orders.ts"),
  },
  {
    name: "practise",
    summary: "fix a wrong program until every claim about it holds",
    load: () => import("./practise.ts"),
  },
  {
    name: "mongo",
    summary: "the embedded server in the foreground, with its URI",
    load: () => import("./mongo.ts"),
  },
  {
    name: "record",
    summary: "write down what programs print, and their pictures",
    load: () => import("./record.ts"),
  },
  {
    name: "verify",
    summary: "compare what lessons show with new runs",
    load: () => import("./verify.ts"),
  },
  {
    name: "snippets",
    summary: "show, export and check the code that lessons copy",
    subcommands: ["list", "show", "copy", "export", "sync", "check"],
    load: () => import("./snippets.ts"),
  },
  {
    name: "eject",
    summary: "copy a program, with all that it needs, into a folder of its own",
    load: () => import("./eject.ts"),
  },
  { name: "new", summary: "create a program from the template", load: () => import("./new.ts") },
];
