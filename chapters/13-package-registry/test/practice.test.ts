import path from "node:path";
import { testExercises } from "@samples/lab/practice-tests";

await testExercises(path.resolve(import.meta.dirname, ".."));
