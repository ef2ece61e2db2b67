export { shared as default } from "@samples/config/vitest";
