import type { Db } from "mongodb";

/** 20 releases of each of some packages, made by the server in one command. */
export async function generateReleases(db: Db, packages = 1_000) {
  await db
    .collection("packages")
    .aggregate([
      { $limit: 1 },
      { $project: { _id: 0, rank: { $range: [0, packages] } } },
      { $unwind: "$rank" },
      {
        $project: {
          package: { $concat: ["package-", { $toString: "$rank" }] },
          rank: 1,
          minor: { $range: [0, 20] },
          notes: { $literal: "Fixes a few bugs, and adds a few. ".repeat(6) },
        },
      },
      { $unwind: "$minor" },
      {
        $set: { downloads: { $multiply: ["$rank", { $add: ["$minor", 1] }] } },
      },
      { $out: "releases" },
    ])
    .toArray();
  return db.collection("releases");
}
