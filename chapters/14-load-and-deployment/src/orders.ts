import { Decimal128, type Collection, type Db } from "mongodb";

/** 1,200 orders with dates and decimals, and two indexes beside that of _id. */
export async function seedOrders(db: Db) {
  const orders = db.collection("orders");
  const documents = Array.from({ length: 1_200 }, (_, number) => ({
    number,
    at: new Date(Date.UTC(2025, 0, 1, number)),
    total: Decimal128.fromString(`${number}.90`),
  }));
  await orders.insertMany(documents);
  await orders.createIndex({ number: 1 }, { unique: true });
  await orders.createIndex({ at: -1, total: 1 });
  return orders;
}

/** Prints what of a collection is not the same in its copy. */
export async function tellDifference(from: Collection, to: Collection) {
  for (const type of ["date", "decimal"]) {
    const field = type === "date" ? "at" : "total";
    const query = { [field]: { $type: type } };
    const counts = [from, to].map((one) => one.countDocuments(query));
    console.log(`${type}s:`, (await Promise.all(counts)).join(" → "));
  }
  const all = await Promise.all([from, to].map((one) => one.countDocuments()));
  console.log("documents:", all.join(" → "));
  const indexes = await Promise.all([from, to].map((one) => one.indexes()));
  console.log("indexes:", indexes.map(({ length }) => length).join(" → "));
}
