// semaphore.ts with four letters and two places, so that every order of the replies can be tried.
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const letters = client.db().collection<{ _id: string }>("letters");

function createLimit(places: number) {
  const waiting: (() => void)[] = [];
  return async <T>(task: () => Promise<T>): Promise<T> => {
    if (places > 0) places--;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await task();
    } finally {
      // The place goes to the next in line, or is free.
      const next = waiting.shift();
      if (next) next();
      else places++;
    }
  };
}

const limit = createLimit(2);
await Promise.all(["a", "b", "c", "d"].map((_id) => limit(() => letters.findOne({ _id }))));
console.log("4 letters");
