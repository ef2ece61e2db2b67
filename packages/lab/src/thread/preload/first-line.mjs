// @ts-check
import { reachFirstLine } from "./watch-for-first-line.mjs";

reachFirstLine();
