// @ts-check
/**
 * The recorder's file: records of four doubles, `[tag, atMs, value, previousEndMs]`,
 * in the byte order of the machine, which is also the reader's. Times are on the clock
 * of the thread's own `performance.now()`; the header says where that was zero.
 */
export const record = /** @type {const} */ ({
  fields: 4,
  bytes: 32,

  /** First record: `atMs` is the zero on the clock of process.hrtime, then pid and thread id. */
  header: 1,
  /** The recorder is at work. */
  ready: 2,
  /** All modules are loaded: the program's first line is next. */
  firstLine: 3,
  /** The callback that opened the last slice is over; its microtasks may follow. */
  after: 4,
  /** The thread ends in good order. */
  exit: 5,
  /** `value` slices were not recorded so far. The first of these follows the last slice. */
  dropped: 6,
  /** When the thread began, as far as it can be known. */
  begin: 8,
  /**
   * How long the thread has had a processor (`value`) and waited for one (in the fourth field) so far, in ms: what a slice
   * had of neither, it was blocked. Stands after the end of a long slice.
   */
  processor: 9,
  /** A message was posted on this thread's port `value`. */
  posted: 10,
  /** The slice that has just begun handles a message of port `value`. */
  received: 11,
  /** Port `value` is that of the worker whose thread id is in the fourth field; 0: of the thread that started this one. */
  port: 12,
  /** Gives the code in `atMs` a name, or the thread when that is 0: the next record's bytes, in UTF-8. */
  name: 7,

  /**
   * This tag and all above begin a slice; `value` is the local port of the socket (of one to an HTTP server: the port of
   * the other side), or 0, and `ports` times the number of the HTTP request for which the thread runs, or 0.
   */
  firstResource: 16,
  ports: 65_536,
});
