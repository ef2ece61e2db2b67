import type { ProgramExercise } from "@samples/lab/practice";

const loop = `
const sent: Promise<unknown>[] = [];
for (const order of ["coffee", "book", "lamp", "chair", "desk"]) {
  const enough = { _id: "ada", cents: { $gte: 1000 } };
  const charge = await cards.updateOne(enough, { $inc: { cents: -1000 } });
  if (charge.modifiedCount === 0) break; // the card is empty
  sent.push(receipts.insertOne({ _id: order })); // sent, but not awaited yet
}
await Promise.all(sent);`;

export const exercise: ProgramExercise = {
  kind: "faster",
  title: "Receipts that nobody has to wait for",
  task: `Five orders are charged to one card, and each gets a receipt: ten round trips, one after the other. An order
    may be charged only when the one before it went through, so the charges stay in their order. But no charge needs a
    receipt. Send each receipt while the next order is being charged. A receipt is written only after its own charge,
    and the program ends only when all five are stored.`,
  start: {
    of: "amdahl.ts",
    edit: [
      [
        "sent.push(receipts.insertOne({ _id: order })); // sent, but not awaited yet",
        "sent.push(await receipts.insertOne({ _id: order }));",
      ],
      ["const sent: Promise<unknown>[] = [];", "const sent = [];"],
      ["await Promise.all(sent);\n", ""],
    ],
  },
  solution: "amdahl.ts",
  run: { latencyMs: 150 },
  claims: (is) => [
    is.sent("five orders are charged", "update", 5),
    is.sent("five receipts are written", { command: "insert", collection: "receipts" }, 5),
    is.inTurn("a charge waits for the charge before it", "update"),
    is.that("each receipt is sent after its own charge", ({ timeline }) => {
      const charges = timeline.mongodb("update");
      const receipts = timeline.mongodb({ command: "insert", collection: "receipts" });
      const early = receipts
        .toArray()
        .filter(({ startMs }, index) => startMs < (charges.toArray()[index]?.endMs ?? Infinity));
      return early.length === 0
        ? undefined
        : `${early.length} receipts are sent before their order is charged: an await is missing.`;
    }),
    is.chain(
      "no more than eight of the ten steps wait for one another",
      ({ timeline }) =>
        timeline.mongodb("update").and(timeline.mongodb({ collection: "receipts" })),
      8,
    ),
    is.says("all five are reported", "5 orders are charged, and have their receipts"),
    is.endsWell("the program ends without an error"),
  ],
  hints: [
    "Which of the ten steps need the result of another one?",
    "insertOne sends its command when it is called. What do you need its promise for?",
    "sent.push(receipts.insertOne({ _id: order })); and after the loop: await Promise.all(sent);",
  ],
  explanation: `The five charges form a chain that nothing can shorten: they are the serial part. The receipts are not
    part of it. Start them in the loop, keep the promises, await them at the end. This is Amdahl's law: what has to be
    done in turn decides how long it all takes.`,
  section: "amdahl.ts",
  wrong: [
    {
      mistake: "nobody awaits the receipts",
      edit: [["await Promise.all(sent);\n", ""]],
      told: "ended",
    },
    {
      mistake: "all charges at once",
      region: "orders",
      code: `
const orders = ["coffee", "book", "lamp", "chair", "desk"];
const enough = { _id: "ada", cents: { $gte: 1000 } };
await Promise.all(
  orders.map(async (order) => {
    await cards.updateOne(enough, { $inc: { cents: -1000 } });
    await receipts.insertOne({ _id: order });
  }),
);
console.log("5 orders are charged, and have their receipts");`,
      told: "an await is missing",
    },
    {
      mistake: "the receipt before its charge",
      region: "orders",
      code: `${loop
        .replace(
          "  sent.push(receipts.insertOne({ _id: order })); // sent, but not awaited yet\n",
          "",
        )
        .replace(
          "  const enough",
          "  sent.push(receipts.insertOne({ _id: order }));\n  const enough",
        )}
console.log(\`\${sent.length} orders are charged, and have their receipts\`);`,
      told: "before their order is charged",
    },
  ],
};
