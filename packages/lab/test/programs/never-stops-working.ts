/**
 * @title Goes on and on
 * @hangs
 */
setInterval(() => console.log("tick"), 50);
