/**
 * @title Never gives the thread back
 * @hangs
 *
 * It stands for a computation without end, and costs the machine nothing.
 */
console.log("first");
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
