import type { ProgramExercise } from "@samples/lab/practice";

const find = `
async function find(_id: string) {
  const found = await packages.findOne({ _id });
  if (!found) throw new Error(\`There is no package called \${_id}\`);
  return found;
}

const handle = async (url: string) => (await find(url.slice(1)))._id;
`;

const server = `
const server = createServer(({ url = "/" }, response) => {
  void answer(() => handle(url), response);
});`;

const built = `
async function answer(handler: () => Promise<string>, response: ServerResponse) {
  try {
    response.end(await handler());
  } catch (error) {
    console.error((error as Error).message);
    response.writeHead(500).end("something went wrong");
  }
}
`;

export const exercise: ProgramExercise = {
  kind: "build",
  title: "A server that outlives its handlers",
  task: `node:http does not wait for what a handler returns, so a handler that throws ends the whole server. Build answer(): it
    calls the handler, sends what comes of it, and when the handler fails it sends status 500, writes the error's message
    to stderr with console.error, and tells the caller nothing of it. What stands above and below it stays as it is.`,
  start: {
    of: "handler-rejects.ts",
    region: "handler",
    code: `${find}
async function answer(handler: () => Promise<string>, response: ServerResponse) {
  response.end(await handler());
}
${server}`,
  },
  solution: { of: "handler-rejects.ts", region: "handler", code: `${find}${built}${server}` },
  run: { latencyMs: 10 },
  claims: (is) => [
    is.that(
      "the packages that there are are found, before and after the failure",
      ({ requests }) => {
        const seen = [requests[0], requests[2]].map((each) => each?.body || String(each?.status));
        return seen.join() === "bson,mingo"
          ? undefined
          : `They are answered with ${seen.join(" and ")}: the server does not live on.`;
      },
    ),
    is.that("a handler that fails is answered with status 500", ({ requests }) => {
      const status = requests[1]?.status;
      if (status === undefined) return "Its caller gets no answer.";
      return status === 500
        ? undefined
        : `Its caller gets status ${status}: the failure is swallowed.`;
    }),
    is.that("the caller is not told why, the log is", ({ requests, output }) => {
      const why = "There is no package called no-such-package";
      if (requests[1]?.body.includes(why)) return "The error's message is sent to the caller.";
      const isLogged = output.some(({ stream, text }) => stream === "stderr" && text === why);
      return isLogged
        ? undefined
        : "The error's message is not written to stderr: nobody will ever know.";
    }),
  ],
  hints: [
    "Who could catch what the handler throws? Only somebody who awaits it.",
    "try { … await handler() … } catch. In which case is nothing sent yet?",
    "catch (error) { console.error((error as Error).message); response.writeHead(500).end(); }",
  ],
  explanation: `answer() is what a framework is made of: it awaits the handler, so it hears of the rejection, and every request gets
    a reply. The message goes to the log and not to the caller, as it may hold what is nobody's business. Without await, the
    try block would be over before the handler fails.`,
  section: "handler-rejects.ts",
  wrong: [
    {
      mistake: "the handler is not awaited",
      edit: [
        [
          "    response.end(await handler());\n",
          "    void handler().then((text) => response.end(text));\n",
        ],
      ],
      told: "Its caller gets no answer",
    },
    {
      mistake: "the failure is answered with 200",
      edit: [["response.writeHead(500).end(", "response.end("]],
      told: "the failure is swallowed",
    },
    {
      mistake: "the caller reads the error",
      edit: [['end("something went wrong")', "end((error as Error).message)"]],
      told: "is sent to the caller",
    },
    {
      mistake: "the process listens for unhandled rejections",
      edit: [
        [
          '  try {\n    response.end(await handler());\n  } catch (error) {\n    console.error((error as Error).message);\n    response.writeHead(500).end("something went wrong");\n  }\n',
          '  process.on("unhandledRejection", (error: Error) => {\n    console.error(error.message);\n    response.destroy();\n  });\n  response.end(await handler());\n',
        ],
      ],
      told: "Its caller gets no answer",
    },
  ],
};
