/**
 * @title Throws in a timer, after its first line
 * @exits 1
 */
console.log("before");
setTimeout(() => {
  throw new RangeError("too far");
}, 5);
