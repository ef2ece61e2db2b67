import { spawn } from "node:child_process";
import { once } from "node:events";

export interface EchoServer extends AsyncDisposable {
  port: number;
}

const program = `require("node:net")
  .createServer((socket) => socket.on("error", () => socket.destroy()).setNoDelay().pipe(socket))
  .listen(0, "127.0.0.1", function () { console.log(this.address().port); });
process.stdin.resume().on("end", () => process.exit());`;

/**
 * Starts a process that sends back whatever it gets: what the machine's own network and a client cost, beside which a
 * server's answers can be measured on any machine. It ends with this process, or when it is disposed of.
 */
export async function startEchoServer(): Promise<EchoServer> {
  const child = spawn(process.execPath, ["-e", program], { stdio: ["pipe", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return {
    port: Number(line.toString()),
    async [Symbol.asyncDispose]() {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    },
  };
}
