import type { Db } from "mongodb";

/** 20 releases of each of 1,000 packages, made by the server in one command. */
export async function generateReleases(db: Db) {
  const part = { $floor: { $divide: ["$n", 20] } };
  await db
    .collection("packages")
    .aggregate([
      { $limit: 1 },
      { $project: { _id: 0, n: { $range: [0, 20_000] } } },
      { $unwind: "$n" },
      {
        $project: {
          _id: "$n",
          package: { $concat: ["package-", { $toString: { $toInt: part } }] },
          minor: { $mod: ["$n", 20] },
          downloads: { $mod: [{ $multiply: ["$n", 7919] }, 10_007] },
          notes: { $literal: "Fixes a few bugs, and adds a few. ".repeat(6) },
        },
      },
      { $out: "releases" },
    ])
    .toArray();
  return db.collection("releases");
}
