import { deflateSync } from "node:zlib";
import { serialize } from "bson";
import { describe, expect, it } from "vitest";
import {
  decodeCommand,
  decodeDocument,
  decompressFrame,
  encodeMessage,
  encodeReply,
  headerBytes,
  messageFlag,
  opCode,
  readHeader,
  readMessage,
  readQuery,
  readReply,
  WireError,
  writeHeader,
} from "../src/index.ts";

function frameOf(code: number, body: Buffer, ids = { requestId: 1, responseTo: 0 }): Buffer {
  const frame = Buffer.concat([Buffer.alloc(headerBytes), body]);
  writeHeader(frame, { messageLength: frame.length, ...ids, opCode: code });
  return frame;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function bodySection(document: object): Buffer {
  return Buffer.concat([Buffer.from([0]), serialize(document)]);
}

function sequenceSection(name: string, documents: object[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((document) => serialize(document)),
  ]);
  return Buffer.concat([Buffer.from([1]), int32(content.length + 4), content]);
}

function message(flags: number, ...sections: Buffer[]): Buffer {
  return frameOf(opCode.message, Buffer.concat([int32(flags), ...sections]));
}

function compressed(original: Buffer, compressor: number, body: Buffer, bytes?: number): Buffer {
  const { requestId, responseTo, opCode: code } = readHeader(original);
  return frameOf(
    opCode.compressed,
    Buffer.concat([
      int32(code),
      int32(bytes ?? original.length - headerBytes),
      Buffer.from([compressor]),
      body,
    ]),
    { requestId, responseTo },
  );
}

describe("readMessage", () => {
  it("reads back what encodeMessage wrote, as views on the frame", () => {
    const frame = encodeMessage(
      { ok: 1, text: "ß" },
      { requestId: 7, responseTo: 3, flags: messageFlag.moreToCome },
    );

    const parts = readMessage(frame);

    expect(parts).toMatchObject({ requestId: 7, responseTo: 3, flags: 2, sequences: [] });
    expect(decodeDocument(parts.body)).toEqual({ ok: 1, text: "ß" });
    expect(parts.body.buffer).toBe(frame.buffer);
  });

  it("puts document sequences back into the command, wherever the body stands", () => {
    const documents = [{ _id: 1 }, { _id: 2 }];
    const sections = [sequenceSection("documents", documents), bodySection({ insert: "releases" })];

    for (const order of [sections, sections.toReversed()]) {
      expect(decodeCommand(readMessage(message(0, ...order)))).toEqual({
        insert: "releases",
        documents,
      });
    }
  });

  it("keeps a sequence called __proto__ a field", () => {
    const command = decodeCommand(
      readMessage(message(0, bodySection({ insert: "x" }), sequenceSection("__proto__", [{}]))),
    );

    expect(Object.keys(command)).toEqual(["insert", "__proto__"]);
    expect(Object.getPrototypeOf(command)).toBe(Object.prototype);
  });

  it("leaves the checksum out of the sections", () => {
    const sections = Buffer.concat([bodySection({ ping: 1 }), Buffer.from([1, 2, 3, 4])]);

    const parts = readMessage(message(messageFlag.checksumPresent, sections));

    expect(decodeCommand(parts)).toEqual({ ping: 1 });
  });

  it.each<[string, Buffer]>([
    ["a frame that is too short", frameOf(opCode.message, int32(0))],
    ["no body", message(0, sequenceSection("documents", []))],
    ["two bodies", message(0, bodySection({}), bodySection({}))],
    ["an unknown section kind", message(0, Buffer.from([2]), bodySection({}))],
    ["an unknown required flag", message(1 << 5, bodySection({}))],
    ["a body that is longer than the message", message(0, Buffer.from([0, 99, 0, 0, 0, 0]))],
    ["a sequence that is longer than the message", message(0, Buffer.from([1, 99, 0, 0, 0, 0]))],
    ["a sequence of negative size", message(0, Buffer.from([1, 0xff, 0xff, 0xff, 0xff, 0]))],
    ["a sequence without a name's end", message(0, Buffer.from([1, 6, 0, 0, 0, 97, 97]))],
    ["a section that is cut off", message(0, bodySection({}), Buffer.from([1, 0]))],
  ])("refuses %s", (_name, frame) => {
    expect(() => readMessage(frame)).toThrow(WireError);
  });

  it("ignores an unknown optional flag", () => {
    expect(readMessage(message(1 << 20, bodySection({}))).flags).toBe(1 << 20);
  });

  it("refuses a field that stands in the body and in a sequence", () => {
    const parts = readMessage(
      message(0, bodySection({ documents: [] }), sequenceSection("documents", [{}])),
    );

    expect(() => decodeCommand(parts)).toThrow("Cannot read a command that has documents twice");
  });
});

describe("the legacy opcodes of the handshake", () => {
  it("reads an OP_QUERY", () => {
    const body = Buffer.concat([
      int32(0),
      Buffer.from("admin.$cmd\0"),
      int32(0),
      int32(-1),
      serialize({ ismaster: 1 }),
    ]);

    const query = readQuery(frameOf(opCode.query, body));

    expect(query).toMatchObject({ requestId: 1, namespace: "admin.$cmd" });
    expect(decodeDocument(query.body)).toEqual({ ismaster: 1 });
  });

  it("refuses an OP_QUERY whose namespace has no end, or that has no document", () => {
    const noEnd = Buffer.concat([int32(0), Buffer.from("admin")]);
    const noDocument = Buffer.concat([int32(0), Buffer.from("admin\0"), int32(0), int32(-1)]);

    expect(() => readQuery(frameOf(opCode.query, noEnd))).toThrow(WireError);
    expect(() => readQuery(frameOf(opCode.query, noDocument))).toThrow(WireError);
  });

  it("reads back the OP_REPLY that encodeReply wrote", () => {
    const frame = encodeReply({ ok: 1, helloOk: true }, { requestId: 9, responseTo: 4 });

    const document = readReply(frame);

    expect(readHeader(frame)).toEqual({
      messageLength: frame.length,
      requestId: 9,
      responseTo: 4,
      opCode: opCode.reply,
    });
    expect(document && decodeDocument(document)).toEqual({ ok: 1, helloOk: true });
  });

  it("finds no document in an empty OP_REPLY, and refuses one that is too short", () => {
    expect(readReply(frameOf(opCode.reply, Buffer.alloc(20)))).toBeUndefined();
    expect(() => readReply(frameOf(opCode.reply, Buffer.alloc(19)))).toThrow(WireError);
  });
});

describe("decodeDocument", () => {
  it("says that bytes are not BSON, and keeps the reason", () => {
    let caught: unknown;
    try {
      decodeDocument(Buffer.from([5, 0, 0, 0, 1]));
    } catch (error) {
      caught = error;
    }

    expect(caught).toBeInstanceOf(WireError);
    expect(caught instanceof WireError && caught.cause).toBeInstanceOf(Error);
  });
});

describe("decompressFrame", () => {
  const original = encodeMessage({ find: "packages" }, { requestId: 5, responseTo: 2 });
  const body = original.subarray(headerBytes);

  it.each([
    ["nothing", 0, body],
    ["zlib", 2, deflateSync(body)],
  ])("gives back the message that was compressed with %s", (_name, compressor, bytes) => {
    expect(decompressFrame(compressed(original, compressor, bytes))).toEqual(original);
  });

  it.each<[string, Buffer]>([
    ["a compressor that Node has no decoder for", compressed(original, 1, body)],
    ["bytes that are not zlib's", compressed(original, 2, body)],
    ["more bytes than promised", compressed(original, 2, deflateSync(body), body.length - 1)],
    ["fewer bytes than promised", compressed(original, 2, deflateSync(body), body.length + 1)],
    ["a negative size", compressed(original, 2, deflateSync(body), -1)],
    ["a message that is not compressed", original],
    ["a message that is cut off", frameOf(opCode.compressed, int32(opCode.message))],
  ])("refuses %s", (_name, frame) => {
    expect(() => decompressFrame(frame)).toThrow(WireError);
  });
});
