// What people do in the shell, as they type it; each line of output is one answer.
const say = (value) => print(EJSON.stringify(value));

use("shell");
say(
  db.orders.insertMany([
    { _id: 1, city: "Rome", total: 3 },
    { _id: 2, city: "Oslo", total: 5 },
    { _id: 3, city: "Rome", total: 4 },
  ]).insertedIds,
);
say(
  db.orders
    .find({ total: { $gt: 3 } })
    .sort({ total: -1 })
    .toArray(),
);
say(
  db.orders
    .aggregate([{ $group: { _id: "$city", sum: { $sum: "$total" } } }, { $sort: { _id: 1 } }])
    .toArray(),
);
say(db.orders.createIndex({ total: 1 }));
say(db.orders.getIndexes().map(({ name }) => name));
const { executionStats, queryPlanner } = db.orders.find({ total: 4 }).explain("executionStats");
say([
  queryPlanner.winningPlan.stage,
  queryPlanner.winningPlan.inputStage.stage,
  executionStats.totalDocsExamined,
]);
say(db.orders.updateOne({ _id: 1 }, { $inc: { total: 10 } }).modifiedCount);
const stream = db.orders.watch([], { fullDocument: "updateLookup" });
stream.tryNext();
db.orders.updateOne({ _id: 2 }, { $set: { city: "Bergen" } });
db.orders.deleteOne({ _id: 3 });
let event = null;
for (const wanted of ["update", "delete"]) {
  while ((event = stream.tryNext()) === null);
  say({ wanted, type: event.operationType, key: event.documentKey, document: event.fullDocument });
}
stream.close();
const session = db.getMongo().startSession();
session.startTransaction();
session.getDatabase("shell").orders.insertOne({ _id: 9 });
session.abortTransaction();
say(db.orders.countDocuments());
try {
  db.orders.insertOne({ _id: 1 });
} catch (error) {
  say({ name: error.name, code: error.code });
}
say(db.orders.stats().count);
say(db.version().split(".")[0]);
