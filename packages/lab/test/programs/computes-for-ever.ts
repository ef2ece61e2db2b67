/**
 * @title Never gives the thread back
 * @hangs
 */
console.log("first");
for (;;);
