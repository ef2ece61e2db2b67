/**
 * What the stand-in image has in mongosh's place: no shell. Whatever `--eval` says, it asks the server whether it is a
 * primary, which is what the health check of testcontainers wants to know, and ends with 0 if so.
 */
import { connect } from "node:net";
import { decodeDocument, encodeMessage, readMessage } from "@samples/wire-protocol";

const socket = connect(27017, "127.0.0.1");
socket.once("error", () => process.exit(1));
socket.once("data", (frame) => {
  const { isWritablePrimary, setName } = decodeDocument(readMessage(frame).body);
  process.stdout.write(`${JSON.stringify({ isWritablePrimary, setName })}\n`);
  process.exit(isWritablePrimary === true ? 0 : 1);
});
socket.write(encodeMessage({ hello: 1, $db: "admin" }, { requestId: 1 }));
