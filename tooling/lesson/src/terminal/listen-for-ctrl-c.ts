const ctrlC = "\u0003";
const ctrlZ = "\u001A";
const ctrlBackslash = "\u001C";

/**
 * Calls `onCtrlC` for each Ctrl-C, which the terminal then sends as a character and not as a signal: a signal would
 * reach pnpm, too, which ends at once and ends this process with SIGTERM. Does nothing where no person is at the
 * keyboard. Returns what gives the terminal back.
 */
export function listenForCtrlC(onCtrlC: () => void): () => void {
  const { stdin, stdout } = process;
  // Somebody who sends the output elsewhere may have put this process into the background, where it must not touch the terminal.
  if (!stdin.isTTY || !stdout.isTTY) return () => {};

  const grab = (): void => {
    stdin.setRawMode(true);
  };
  const onKeys = (keys: Buffer | string): void => {
    for (const key of keys.toString()) {
      if (key === ctrlC) onCtrlC();
      else if (key === ctrlZ || key === ctrlBackslash) {
        // What the terminal would have done.
        stdin.setRawMode(false);
        process.kill(0, key === ctrlZ ? "SIGTSTP" : "SIGQUIT");
      }
    }
  };
  grab();
  stdin.on("data", onKeys).resume();
  process.on("SIGCONT", grab);
  return () => {
    process.off("SIGCONT", grab);
    stdin.off("data", onKeys).pause();
    stdin.setRawMode(false);
  };
}
