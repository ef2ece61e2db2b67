import type { ThreadCause } from "@samples/timeline";

/** Node.js's classes of resources, as a person would call what they do. */
const names: Record<string, string> = {
  FileHandleCloseReq: "file",
  FSReqCallback: "file",
  FSReqPromise: "file",
  GetAddrInfoReqWrap: "look up host",
  HTTPServerAsyncResource: "serve HTTP",
  ShutdownWrap: "close connection",
  TCP: "socket",
  TCPConnectWrap: "connect",
  TLSWrap: "socket",
  WriteWrap: "write",
};

/**
 * What a resource says about the slice that it began.
 *
 * @param type its class in Node.js: "Timeout", "FSReqPromise"
 */
export function nameResource(type: string): { cause: ThreadCause; name: string; internal?: true } {
  switch (type) {
    // The recorder's own name for the timers of MongoDB's driver.
    case "DriversTimer":
      return { cause: { kind: "timer" }, name: "the driver's timer", internal: true };
    case "Timeout":
      return { cause: { kind: "timer" }, name: "timer" };
    case "Immediate":
      return { cause: { kind: "immediate" }, name: "immediate" };
    // Worker and Process tell that one has ended; a Pipe carries what a child process sends or prints.
    case "MessagePort":
    case "Worker":
    case "Process":
    case "Pipe":
      return { cause: { kind: "message" }, name: "message" };
    default:
      return { cause: { kind: "other", type }, name: names[type] ?? wordsOf(type) };
  }
}

/** "RandomBytesJob" becomes "random bytes". */
function wordsOf(type: string): string {
  return type
    .replace(/(Wrap|Job|Request|Req)$/, "")
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ")
    .toLowerCase();
}
