export type { Choice, Chooser, Execution, Step } from "./choice.ts";
export {
  explore,
  goOn,
  type Divergence,
  type Exploration,
  type ExploreOptions,
  type Order,
} from "./explore.ts";
export { footprintOf, type Footprint } from "./footprint.ts";
export { nameOrder, parseOrder } from "./order-name.ts";
