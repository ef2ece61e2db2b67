// Mongoose as a program uses it; each line of output is one answer, as JSON. Arguments: folder of node_modules, connection string.
import { createRequire } from "node:module";

const [folder, uri] = process.argv.slice(2);
const mongoose = createRequire(`${folder}/`)("mongoose");
const say = (name, value) => console.log(JSON.stringify({ [name]: value }));

await mongoose.connect(uri, { dbName: "mongoose" });
await mongoose.connection.dropDatabase();

const Author = mongoose.model(
  "Author",
  new mongoose.Schema({
    name: { type: String, required: true, unique: true },
    books: { type: Number, default: 0 },
  }),
);
const Book = mongoose.model(
  "Book",
  new mongoose.Schema(
    {
      title: String,
      tags: [String],
      author: { type: mongoose.Schema.Types.ObjectId, ref: "Author" },
    },
    { timestamps: true },
  ),
);
await Promise.all([Author.init(), Book.init()]);

const ada = await Author.create({ name: "Ada" });
const book = await new Book({ title: "Notes", tags: ["engine"], author: ada }).save();
book.tags.push("numbers");
book.title = "Notes on the Engine";
await book.save();
const read = await Book.findById(book._id).populate("author");
say("populated", {
  title: read.title,
  tags: read.tags,
  author: read.author.name,
  version: read.__v,
});
say("dates", read.createdAt instanceof Date && read.updatedAt >= read.createdAt);

await new Author({}).validate().catch((error) => say("invalid", Object.keys(error.errors)));
await Author.create({ name: "Ada" }).catch((error) => say("duplicate", error.code));

const stale = await Book.findById(book._id);
await Book.updateOne({ _id: book._id }, { $pull: { tags: "engine" }, $inc: { __v: 1 } });
stale.tags.set(0, "changed");
await stale.save().catch((error) => say("stale", error.name));

await mongoose.connection.transaction(async (session) => {
  await Author.updateOne({ name: "Ada" }, { $inc: { books: 1 } }, { session });
  await Book.create([{ title: "Second", author: ada }], { session });
});
const session = await mongoose.startSession();
await session
  .withTransaction(async () => {
    await Book.create([{ title: "Third", author: ada }], { session });
    throw new Error("no third book");
  })
  .catch((error) => say("aborted", error.message));
await session.endSession();
say("books", await Book.find().sort({ title: 1 }).distinct("title"));
say("committed", (await Author.findOne({ name: "Ada" }).lean()).books);

const stream = Book.watch([{ $match: { operationType: "insert" } }]);
await new Promise((resolve) => stream.once("ready", resolve));
const change = new Promise((resolve) => stream.once("change", resolve));
await Book.create({ title: "Fourth" });
say("watched", (await change).fullDocument.title);
await stream.close();

say(
  "aggregated",
  await Book.aggregate([
    { $lookup: { from: "authors", localField: "author", foreignField: "_id", as: "authors" } },
    { $group: { _id: { $first: "$authors.name" }, count: { $sum: 1 } } },
    { $sort: { _id: 1 } },
  ]),
);
const titles = [];
for await (const { title } of Book.find().sort({ title: 1 }).batchSize(1).cursor())
  titles.push(title);
say("cursor", titles);
await mongoose.connection.dropDatabase();
await mongoose.disconnect();
