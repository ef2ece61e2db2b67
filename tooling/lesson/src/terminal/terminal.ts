import { createColors } from "picocolors";

/** What the place that a command prints to can show. */
export interface Terminal {
  isTTY: boolean;
  /** Columns to fill: between 60 and 200 whatever the terminal says, 100 where nobody says. */
  width: number;
  color: boolean;
}

/** Describes `stream`, with the conventions that a person can set: NO_COLOR, FORCE_COLOR, TERM=dumb, COLUMNS. */
export function describeTerminal(
  stream: { isTTY?: boolean; columns?: number },
  environment: NodeJS.ProcessEnv,
): Terminal {
  const isTTY = stream.isTTY === true;
  const wanted = stream.columns || Number(environment.COLUMNS) || 100;
  const forced = environment.FORCE_COLOR !== undefined && environment.FORCE_COLOR !== "0";
  return {
    isTTY,
    width: Math.min(200, Math.max(60, wanted)),
    color: !environment.NO_COLOR && (forced || (isTTY && environment.TERM !== "dumb")),
  };
}

export const terminal = describeTerminal(process.stdout, process.env);
export const colors = createColors(terminal.color);
