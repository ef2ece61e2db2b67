import { startEmbeddedServer } from "file:///work/main/packages/embedded-mongo/src/index.ts";
       const { pid } = await startEmbeddedServer();
       process.send?.(pid, () => process.disconnect());