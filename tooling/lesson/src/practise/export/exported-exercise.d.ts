/** What `export` makes of an exercise: the same without its solution. Bundled with what checks it. */
declare module "exported-exercise" {
  import type { PracticeExercise } from "@samples/lab/practice";

  export const exported: {
    exercise: PracticeExercise;
    id: string;
    /** What is checked, beside package.json. */
    file: string;
  };
}
