// Making elements without ever parsing HTML: text is always a text node.

type Child = Node | string | null;

export interface Attributes {
  class?: string;
  [name: string]: string | boolean | undefined;
}

function fill(element: Element, attributes: Attributes, children: Child[]): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null) element.append(child);
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  fill(element, attributes, children);
  return element;
}

/** A 24-unit line icon from path data; hidden from screen readers, since its button carries the name. */
export function icon(...paths: string[]): SVGElement {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  fill(svg, { viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false", class: "icon" }, []);
  for (const d of paths) {
    const path = document.createElementNS(ns, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

export const icons = {
  chat: () => icon("M12 4c-4.7 0-8.5 3.2-8.5 7.2 0 2.2 1.2 4.2 3 5.5L6 20.5l4-2c.7.1 1.3.2 2 .2 4.7 0 8.5-3.3 8.5-7.5S16.7 4 12 4Z", "M8.5 10h7M8.5 13h4.5"),
  close: () => icon("M6 6l12 12M18 6 6 18"),
  down: () => icon("m6 9.5 6 6 6-6"),
  send: () => icon("M12 19V5.5M6 11l6-6 6 6"),
  spark: () => icon("M11 4.5 12.7 9.3 17.5 11l-4.8 1.7L11 17.5l-1.7-4.8L4.5 11l4.8-1.7Z", "M18.5 15.5v4M16.5 17.5h4"),
  open: () => icon("M9 5H5v14h14v-4M13 5h6v6M19 5l-8.5 8.5"),
  alert: () => icon("M12 4.5 3.5 19h17Z", "M12 10.5v3.5M12 16.5v.1"),
};

/** Adds a style sheet to the shadow root without a `<style>` element where possible, so that a strict
 * `style-src` of the page does not matter. */
export function adopt(root: ShadowRoot, css: string, nonce: string): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return (next) => sheet.replaceSync(next);
  } catch {
    const style = h("style", nonce ? { nonce } : {}, css);
    root.append(style);
    return (next) => {
      style.textContent = next;
    };
  }
}
