export type * from "./span.ts";
export type { InFlightStep, Interval } from "./in-flight.ts";
export { Spans } from "./spans.ts";
export { Timeline } from "./timeline.ts";
export type { HttpFilter, MongodbFilter, ThreadFilter } from "./timeline.ts";
