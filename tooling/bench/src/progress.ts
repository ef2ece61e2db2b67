/** Shows what is going on: one line that changes on a terminal, nothing elsewhere. */
export interface Progress {
  say: (text: string) => void;
  /** Wipes the line away, so that something lasting can be printed. */
  clear: () => void;
}

export function createProgress(stream: NodeJS.WriteStream = process.stdout): Progress {
  if (!stream.isTTY || process.env.TERM === "dumb") return { say() {}, clear() {} };
  const clear = (): void => void stream.write("\r\u001b[K");
  return {
    say(text) {
      clear();
      stream.write(text.slice(0, stream.columns - 1));
    },
    clear,
  };
}
