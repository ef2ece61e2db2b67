export { bundleServer } from "./process/bundle.ts";
export {
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from "./process/start-server.ts";
