/** The texts of exercises are written over several lines; the reader's terminal decides where they break. */
export function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}
