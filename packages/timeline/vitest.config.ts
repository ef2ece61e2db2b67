export { sharingWorkers as default } from "@samples/config/vitest";
