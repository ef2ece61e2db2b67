import { fromMarkdown } from "mdast-util-from-markdown";
import { visit } from "unist-util-visit";

export interface ShellCommand {
  command: string;
  /** Line of the command in the Markdown text, counting from 1. */
  line: number;
  /** Words after the language on the fence: "sh skip-ci needs Docker" has "skip-ci needs Docker". */
  meta: string;
}

const shells = new Set(["sh", "bash", "shell", "console"]);

/** Returns the commands of the fenced shell blocks of a Markdown text, one per line, comments and output left out. */
export function findShellCommands(markdown: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  visit(fromMarkdown(markdown), "code", (node) => {
    if (!node.lang || !shells.has(node.lang) || !node.position) return;
    const isConsole = node.lang === "console";
    for (const [index, raw] of node.value.split(/\r?\n/).entries()) {
      if (isConsole && !raw.startsWith("$ ")) continue;
      const command = raw
        .replace(/^\$ /, "")
        .replace(/\s+#.*$/, "")
        .trim();
      if (command === "" || command.startsWith("#")) continue;
      commands.push({ command, line: node.position.start.line + 1 + index, meta: node.meta ?? "" });
    }
  });
  return commands;
}
