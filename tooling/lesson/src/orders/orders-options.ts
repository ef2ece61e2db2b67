import type { PictureFileOptions } from "../running/run-options.ts";

/** What can be set for `orders`, as commander hands it over. */
export interface OrdersShowOptions extends Omit<PictureFileOptions, "perfetto"> {
  limit?: number;
  time?: number;
  seed?: number;
  fine?: true;
  cuts?: 0 | 1 | 2;
  reduction: boolean;
  expect?: string;
  timers?: number;
  timeLimit?: number;
  mongo?: string;
  json?: true;
  picture: boolean;
  args?: string[];
}
