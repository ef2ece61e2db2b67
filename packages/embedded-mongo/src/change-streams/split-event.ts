import { calculateObjectSize, type Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import { MongoError } from "../errors.ts";
import { fragmentToken } from "../storage/resume-token.ts";

const limitMB = 16;
/** An event may be this much larger than a document: it has fields of its own. */
const maxEventBytes = limitMB * 1024 * 1024 + 8 * 1024;
/** What a document has beside its fields: its length, and the end. */
const frameBytes = 5;

/** @throws MongoError when the operand of $changeStreamSplitLargeEvent is not an empty document */
export function checkSplitOperand(operand: unknown): void {
  if (isPlain(operand) && Object.keys(operand).length === 0) return;
  throw new MongoError(7182800, "$changeStreamSplitLargeEvent spec should be an empty object");
}

/** @throws MongoError 10334 when an event is too large to be sent in one piece */
export function checkEventSize(event: Document): void {
  const bytes = calculateObjectSize(event);
  if (bytes <= maxEventBytes) return;
  throw new MongoError(
    "BSONObjectTooLarge",
    `BSONObj size: ${bytes} (0x${bytes.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${maxEventBytes}(${limitMB}MB)`,
  );
}

/**
 * Returns an event, or its fragments where it is too large: its top-level fields, the small ones first, so many in each
 * fragment as have room.
 *
 * https://www.mongodb.com/docs/manual/reference/operator/aggregation/changeStreamSplitLargeEvent/
 *
 * @param seen how many fragments the client has got already; they are left out
 * @throws MongoError 280 when the event is not split in the way in which it was when the client saw it
 */
export function splitEvent(event: Document, seen: number): Document[] {
  if (calculateObjectSize(event) <= maxEventBytes) {
    if (seen === 0) return [event];
    throw splitDiffers(
      "Attempted to resume from a split event fragment, but the event in the resumed stream was not large enough to be split",
    );
  }
  const { _id: id, ...rest } = event;
  const fields = Object.entries(rest)
    .map(([name, value]) => ({ name, bytes: calculateObjectSize({ [name]: value }) - frameBytes }))
    .toSorted((a, b) => a.bytes - b.bytes || (a.name < b.name ? -1 : 1));
  const fragments: Document[] = [];
  let bytes = Infinity;
  for (const { name, bytes: fieldBytes } of fields) {
    if (bytes + fieldBytes > maxEventBytes) {
      const head = {
        _id: { _data: fragmentToken((id as { _data: string })._data, fragments.length) },
        splitEvent: { fragment: fragments.length + 1, of: 0 },
      };
      fragments.push(head);
      bytes = calculateObjectSize(head);
    }
    bytes += fieldBytes;
    if (bytes > maxEventBytes) {
      throw new MongoError(
        7182500,
        `Splitting change event failed: fragment size ${bytes} is greater than maximum allowed fragment size ${maxEventBytes}`,
      );
    }
    Object.assign(fragments.at(-1) ?? {}, { [name]: event[name] as unknown });
  }
  for (const { splitEvent: place } of fragments) (place as Document).of = fragments.length;
  if (seen > fragments.length) {
    throw splitDiffers(
      "Attempted to resume from a split event, but the resumed stream produced a different split. Ensure that the pipeline used to resume is the same as the original",
    );
  }
  return fragments.slice(seen);
}

/** Returns the error of a stream that can't go on within an event. */
export function splitDiffers(message: string): MongoError {
  return new MongoError("ChangeStreamFatalError", message, {
    errorLabels: ["NonResumableChangeStreamError"],
  });
}
