export {
  startEmbeddedServer,
  type EmbeddedServer,
  type EmbeddedServerOptions,
} from "./start-server.ts";
