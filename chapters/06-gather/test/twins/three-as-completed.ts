// as-completed.ts with one query each, so that the order is that of the replies alone.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
await client.connect();
const letters = client.db().collection<{ _id: string }>("letters");

async function* asCompleted<T>(promises: Promise<T>[]): AsyncGenerator<T> {
  const settled: Promise<T>[] = [];
  let wake = () => {};
  for (const promise of promises) {
    const arrive = () => {
      settled.push(promise);
      wake();
    };
    promise.then(arrive, arrive);
  }
  for (let taken = 0; taken < promises.length; taken++) {
    if (taken === settled.length) await new Promise<void>((go) => (wake = go));
    yield settled[taken]!;
  }
}

const asked = ["a", "b", "c"].map(async (_id) => {
  await letters.findOne({ _id });
  return _id;
});
for await (const letter of asCompleted(asked)) console.log(letter);
