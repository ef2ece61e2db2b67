/** Shows what a TypeScript loader does to a program: names, places in stack traces, disposal, imports, its own address. */
import { basename } from "node:path";
import type { Answer } from "./answers.ts";
import { answerBeside } from "./answers.js";
// @ts-expect-error: nodenext wants an ending, but bundlers have taught people to leave it out
import { answerBeside as again } from "./answers";
// @ts-expect-error: likewise
import { answerIn } from "./folder";

class Shelf<T> implements AsyncDisposable {
  declare readonly kind: T;
  readonly #name: string;
  constructor(name: string) {
    this.#name = name;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    console.log(`close ${this.#name}`);
  }
}

{
  await using a = new Shelf<Answer>("a");
  await using b = new Shelf<Answer>("b");
  console.log(Object.keys(a), Object.keys(b), Shelf.name);
}

const answers = [answerIn(), answerBeside(), again()] satisfies Answer[];
console.log(answers, answerBeside.name, (() => 0).name);
console.log(basename(import.meta.url), basename(process.argv[1] ?? ""), process.argv.slice(2));
console.log(new Error("here").stack?.split("\n")[1]);
