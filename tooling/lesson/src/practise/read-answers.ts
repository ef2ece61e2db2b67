/** Returns the answers in such a file: what stands after each ">". */
export function readAnswers(text: string): string[] {
  return [...text.matchAll(/^>[ \t]*(.*?)[ \t]*\r?$/gm)].map(([, answer = ""]) => answer);
}
