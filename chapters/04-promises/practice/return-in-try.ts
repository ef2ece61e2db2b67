import type { ProgramExercise } from "@samples/lab/practice";

export const exercise: ProgramExercise = {
  kind: "mend",
  title: "The catch that is never reached",
  task: `licenseOrDefault() is to return "unknown license" when a package cannot be found. But its caller gets the error.
    Mend the function; findLicense and the caller stay as they are.`,
  start: "return-in-try.ts",
  solution: "return-await.ts",
  run: { latencyMs: 20 },
  claims: (is) => [
    is.askedOnce("left-pad is looked up once", "find", ["left-pad"]),
    is.prints("the caller gets the default", ["left-pad: unknown license"]),
  ],
  hints: [
    "At which line does the function leave its try block?",
    "return hands the promise to the caller. The catch only sees what is thrown inside the block.",
    "return await findLicense(name);",
  ],
  explanation: `return without await leaves the try block with the promise; when it rejects, the catch has long been
    passed. return await waits inside the block. So await before a return is no detour where there is a try around it.`,
  wrong: [
    {
      mistake: "the default is returned without asking",
      edit: [["    return await findLicense(name);", "    throw new Error(name);"]],
      told: "There are no find commands",
    },
    {
      mistake: "the caller is changed instead",
      of: "return-in-try.ts",
      edit: [
        [
          'console.log("the caller catches", String(error));',
          'console.log("left-pad:", "no license");',
        ],
      ],
      told: "It printed: left-pad: no license",
    },
    {
      mistake: "a catch that returns nothing",
      of: "return-in-try.ts",
      edit: [["return findLicense(name);", "return findLicense(name).catch(() => undefined);"]],
      told: "Something is undefined",
    },
  ],
};
