/**
 * @title Prints a number that is to be drawn
 * @plot depth
 */
console.log("depth 1");
console.log("depth 2");
