// @ts-check
import { markFirstLine } from "./recorder.mjs";

markFirstLine();
