/** An element with a class and a text, which never is markup. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = "",
  text = "",
): HTMLElementTagNameMap[Name] {
  const created = document.createElement(name);
  if (className !== "") created.className = className;
  if (text !== "") created.textContent = text;
  return created;
}

/** An element of a drawing, with a class and attributes. */
export function svgElement<Name extends "rect" | "line" | "text">(
  name: Name,
  className: string,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const created = document.createElementNS("http://www.w3.org/2000/svg", name);
  created.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, String(value));
  return created;
}
