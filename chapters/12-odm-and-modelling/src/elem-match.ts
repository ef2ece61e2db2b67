/**
 * @title $elemMatch: one element that meets all conditions
 * @python ElemMatch(Book.reviews, {"by": "Bob", "stars": 5})
 * @twin dotted-array.ts
 * @latency 100
 *
 * $elemMatch asks for one element to which all conditions apply. Use it
 * whenever you have two conditions on the elements of one array.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const books = client.db().collection("books");
// #region elem-match
const ann = { by: "Ann", stars: 5 };
await books.insertMany([
  { title: "Solaris", reviews: [ann, { by: "Bob", stars: 5 }] },
  { title: "Ulysses", reviews: [ann, { by: "Bob", stars: 1 }] },
]);

const liked = { reviews: { $elemMatch: { by: "Bob", stars: 5 } } };
for await (const book of books.find(liked)) console.log(book.title);
// #endregion
