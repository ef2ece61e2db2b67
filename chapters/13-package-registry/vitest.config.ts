export { chapter as default } from "@samples/config/vitest";
