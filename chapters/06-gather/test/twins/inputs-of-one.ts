// empty-inputs.ts with a list that is not empty.
const one = [Promise.resolve("one")];

console.log("all:", await Promise.all(one));
console.log("allSettled:", (await Promise.allSettled(one)).length);
console.log("any:", await Promise.any(one));
let raceSettled = false;
await Promise.race(one).finally(() => (raceSettled = true));
console.log("race settled:", raceSettled);
