// Takes as many turns of the event loop as its argument says.
let left = Number(process.argv[2]);
function next() {
  left -= 1;
  if (left > 0) setImmediate(next);
}
setImmediate(next);
