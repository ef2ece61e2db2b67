export { bundleServer } from "./bundle.ts";
export {
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from "./start-server.ts";
