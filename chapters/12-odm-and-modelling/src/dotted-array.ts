/**
 * @title Wrong: two conditions on an array, met by two elements
 * @python {"reviews.by": "Bob", "reviews.stars": 5}
 * @twin elem-match.ts
 * @wrong
 * @latency 100
 *
 * Which books did Bob give five stars? Each condition asks for some element of
 * the array, and not for the same one. Ann gave five, Bob gave one, and the
 * book is found.
 */
import { MongoClient } from "mongodb";

await using client = new MongoClient(process.env.MONGODB_URI!);
const books = client.db().collection("books");
// #region dotted-array
const ann = { by: "Ann", stars: 5 };
await books.insertMany([
  { title: "Solaris", reviews: [ann, { by: "Bob", stars: 5 }] },
  { title: "Ulysses", reviews: [ann, { by: "Bob", stars: 1 }] },
]);

const liked = { "reviews.by": "Bob", "reviews.stars": 5 };
for await (const book of books.find(liked)) console.log(book.title);
// #endregion
