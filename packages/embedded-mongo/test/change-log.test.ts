import { expect, it } from "vitest";
import { createChangeLog, type Change } from "../src/storage/change-log.ts";

function change(id: number, bytes: number): Change {
  return { operation: "insert", database: "d", collection: "c", id, bytes, time: id, wallTime: 0 };
}

it("forgets its oldest changes by number and by size, and says so to whoever would resume there", () => {
  const token = ({ place }: { place: number }): string => String(place).padStart(5, "0");
  const log = createChangeLog(() => ({ t: 1, i: 1 }), token, "", 10, 1000);
  const kept = (): unknown[] => log.after("").map((entry) => entry.change.id);

  for (let id = 1; id <= 20; id += 1) log.append(change(id, 1));
  const byNumber = {
    kept: kept(),
    reaches: [log.reachesBackTo("00009"), log.reachesBackTo("00010")],
  };
  log.append(change(21, 900));
  log.append(change(22, 1100));
  const bySize = {
    kept: kept(),
    reaches: [log.reachesBackTo("00020"), log.reachesBackTo("00021")],
  };

  expect(byNumber).toEqual({
    kept: [11, 12, 13, 14, 15, 16, 17, 18, 19, 20],
    reaches: [false, true],
  });
  expect(bySize).toEqual({ kept: [22], reaches: [false, true] });
});
