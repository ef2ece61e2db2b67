// as-completed.ts with one query each, so that the order is that of the replies alone.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

async function* asCompleted<T>(promises: Promise<T>[]) {
  const fill: ((settled: Promise<T>) => void)[] = [];
  const places = promises.map(() => new Promise<T>((go) => fill.push(go)));
  for (const promise of promises) {
    const arrive = () => fill.shift()?.(promise);
    promise.then(arrive, arrive);
  }
  for (const place of places) place.catch(() => {}); // thrown below, in turn
  for (const place of places) yield place;
}

const asked = ["a", "b", "c"].map(async (_id) => {
  await letters.findOne({ _id });
  return _id;
});
for await (const letter of asCompleted(asked)) console.log(letter);
