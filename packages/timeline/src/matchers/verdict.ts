import { chai } from "vitest";
import { makeVisible } from "../picture/safe-text.ts";

/** What a matcher found out. */
export interface Verdict {
  holds: boolean;
  /** What was looked at: "the 10 find commands". */
  subject: string;
  /** What is claimed: "all start before any of them ends". Follows "to" or "not to". */
  claim: string;
  /** What is the case, in words; and the picture that shows it. Called for a failing claim only. */
  explain: () => { facts: string; picture: string };
}

/** The part of vitest's matcher state that decides which way round a claim is. */
interface MatcherState {
  /** Missing, against its type in vitest, when the claim is not negated. */
  isNot?: boolean;
}

type Matcher<Rest extends unknown[]> = (
  this: MatcherState,
  received: unknown,
  ...rest: Rest
) => { pass: boolean; message: () => string };

/**
 * Makes a vitest matcher of a function that judges. Its failures are AssertionErrors, like those of vitest's own
 * matchers: `claim()` of the lab tells a failed assertion from a broken one by that.
 */
export function createMatcher<Rest extends unknown[]>(
  judge: (received: unknown, ...rest: Rest) => Verdict,
): Matcher<Rest> {
  return function matcher(received, ...rest) {
    const isNot = this.isNot ?? false;
    const verdict = judgeOrRefuse(() => judge(received, ...rest), matcher);
    if (verdict.holds === isNot) {
      const { facts, picture } = verdict.explain();
      const not = isNot ? "not " : "";
      // Names come from programs and servers: a test report is a terminal as well.
      const sentence = makeVisible(
        `expected ${verdict.subject} ${not}to ${verdict.claim}, but ${facts}`,
      );
      throw new chai.AssertionError(
        `${sentence}\n\n${picture}\n`,
        undefined,
        // The stack begins at the test, not in here.
        matcher,
      );
    }
    return { pass: verdict.holds, message: () => verdict.claim };
  };
}

/** A refusal points at the test, too. */
function judgeOrRefuse(judge: () => Verdict, matcher: unknown): Verdict {
  try {
    return judge();
  } catch (error) {
    if (error instanceof Error)
      if (typeof matcher === "function") Error.captureStackTrace(error, matcher);
    throw error;
  }
}
