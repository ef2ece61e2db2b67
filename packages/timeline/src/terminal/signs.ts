/** The characters of a picture. */
export interface Signs {
  /** Eighths of a cell, from the left: index 1 is an eighth, 8 is full. */
  left: readonly string[];
  rightHalf: string;
  rightEighth: string;
  wait: string;
  waitStart: string;
  waitEnd: string;
  /** A wait in a folded piece of the axis. */
  waitFolded: string;
  sent: string;
  sentHalf: string;
  unread: string;
  blocked: string;
  server: string;
  /** A wait for an event. */
  await: string;
  event: string;
  /** On a thread: something is sent. */
  sends: string;
  /** On a thread: a message is sent to one below, or above. */
  messageDown: string;
  messageUp: string;
  torn: string;
  /** A value holds on. */
  value: string;
  failed: string;
  cut: string;
  line: string;
  mark: string;
  /** Heights of the in-flight curve; index 0 is nothing. */
  heights: readonly string[];
  fold: string;
  ellipsis: string;
  /** In one column: there are more letters than fit. */
  more: string;
  pointer: string;
}

export const unicodeSigns: Signs = {
  left: [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"],
  rightHalf: "▐",
  rightEighth: "▕",
  wait: "─",
  waitStart: "╶",
  waitEnd: "╴",
  waitFolded: "┄",
  sent: "╾",
  sentHalf: "╺",
  unread: "░",
  blocked: "▒",
  server: "━",
  await: "┈",
  event: "◆",
  sends: "↓",
  messageDown: "↘",
  messageUp: "↗",
  torn: "▓",
  value: "╌",
  failed: "✗",
  cut: "▷",
  line: "╵",
  mark: "▲",
  heights: [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
  fold: "┄",
  ellipsis: "…",
  more: "…",
  pointer: "▶",
};

export const asciiSigns: Signs = {
  left: [" ", "|", "|", "|", "#", "#", "#", "#", "#"],
  rightHalf: "#",
  rightEighth: "|",
  wait: "-",
  waitStart: "-",
  waitEnd: "-",
  waitFolded: "~",
  sent: "-",
  sentHalf: "-",
  unread: ":",
  blocked: "%",
  server: "=",
  await: ".",
  event: "*",
  sends: "v",
  messageDown: "\\",
  messageUp: "/",
  torn: "!",
  value: "_",
  failed: "x",
  cut: ">",
  line: "'",
  mark: "^",
  heights: [" ", ".", ".", ":", ":", "=", "=", "#", "#"],
  fold: "~",
  ellipsis: "...",
  more: "+",
  pointer: ">",
};
