/** A title as the sidebar's HTML, which is what VitePress takes its texts for: code spans are code, and nothing else is markup. */
export function asHtml(title: string): string {
  return title
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/`([^`]*)`/g, "<code>$1</code>");
}
