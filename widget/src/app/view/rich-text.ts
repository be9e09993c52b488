import { h } from "../../shared/element";
import { linkify } from "./linkify";

function withLinks(text: string): (Node | string)[] {
  return linkify(text).map(({ text: shown, href }) =>
    href ? h("a", { href, target: "_blank", rel: "noopener noreferrer nofollow ugc" }, shown) : shown,
  );
}

/** The beginning of a message without its marks, for a glance. */
export function plainPreview(text: string): string {
  return text
    .replace(/\*\*|\s*\[\d{1,2}\]/g, "")
    .replace(/\s+/g, " ")
    .slice(0, 240);
}

/** Called for a mark such as `[2]`; returns what to show in its place, or null to leave it. */
export type CitationMark = (n: number) => Node | null;

function inline(text: string, mark: CitationMark): (Node | string)[] {
  const out: (Node | string)[] = [];
  for (const piece of text.split(/(\*\*[^*\n]+\*\*|\[\d{1,2}\])/)) {
    const n = /^\[(\d{1,2})\]$/.exec(piece)?.[1];
    const strong = /^\*\*(.+)\*\*$/.exec(piece)?.[1];
    const marked = n === undefined ? null : mark(Number(n));
    if (marked) attach(out, marked);
    else if (strong !== undefined) out.push(h("strong", {}, ...withLinks(strong)));
    else out.push(...withLinks(piece));
  }
  return out;
}

/** A mark belongs to the word before it, so the two must not be parted at the end of a line. */
function attach(out: (Node | string)[], marked: Node): void {
  const before = out[out.length - 1];
  const word = typeof before === "string" ? /\S{1,24}\s*$/.exec(before)?.[0] : undefined;
  if (typeof before !== "string" || word === undefined) {
    out.push(marked);
    return;
  }
  out[out.length - 1] = before.slice(0, before.length - word.length);
  out.push(h("span", { class: "keep" }, word.trimEnd(), marked));
}

/** What people write: their line breaks and their links, nothing else. */
export function plainText(text: string): Node[] {
  return [h("p", {}, ...withLinks(text))];
}

/** What the AI writes: besides links also bold, lists and citation marks, which language models use unasked. */
export function answerText(text: string, mark: CitationMark): Node[] {
  const blocks: HTMLElement[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) blocks.push(h("p", {}, ...inline(paragraph.join("\n"), mark)));
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const bullet = /^\s*[-*•]\s+(.+)$/.exec(line)?.[1];
    const numbered = /^\s*(\d{1,3})[.)]\s+(.+)$/.exec(line);
    const item = bullet ?? numbered?.[2];
    if (item !== undefined) {
      flush();
      const tag = bullet === undefined ? "ol" : "ul";
      let list = blocks[blocks.length - 1];
      if (list?.localName !== tag) {
        list = tag === "ol" ? h("ol", { start: numbered?.[1] }) : h("ul");
        blocks.push(list);
      }
      list.append(h("li", {}, ...inline(item, mark)));
    } else if (line.trim() === "") flush();
    else paragraph.push(line);
  }
  flush();
  return blocks;
}
