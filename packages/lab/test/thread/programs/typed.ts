import { setTimeout as sleep } from "node:timers/promises";

interface Place {
  line: number;
}

const stack: string = new Error("here").stack ?? "";
const place: Place = { line: Number(/typed\.ts:(\d+)/.exec(stack)?.[1]) };
await sleep(5);
console.log(JSON.stringify(place), process.argv.slice(2).join(" "));
