/** The little markup that language models write unasked, and web addresses, as data. No HTML is ever read. */
export type Inline = { kind: "text" | "strong"; text: string } | { kind: "link"; text: string; href: string } | { kind: "mark"; n: number };
export type Block = { kind: "paragraph"; inline: Inline[] } | { kind: "list"; ordered: boolean; start: number; items: Inline[][] };

const MARK = /^\[(\d{1,2})\]$/;
const STRONG = /^\*\*([^*\n]+)\*\*$/;
const ADDRESS = /(https?:\/\/[^\s<>"']+)/;
// What ends a sentence rarely belongs to the address before it.
const TRAILING = /[.,;:!?)\]]+$/;

/** Text with its web addresses as links. */
export function links(text: string): Inline[] {
  return text.split(ADDRESS).flatMap((piece): Inline[] => {
    if (piece === "") return [];
    if (!ADDRESS.test(piece)) return [{ kind: "text", text: piece }];
    const tail = TRAILING.exec(piece)?.[0] ?? "";
    const href = piece.slice(0, piece.length - tail.length);
    return [{ kind: "link", text: href, href }, ...(tail === "" ? [] : [{ kind: "text" as const, text: tail }])];
  });
}

function inline(text: string): Inline[] {
  return text.split(/(\*\*[^*\n]+\*\*|\[\d{1,2}\])/).flatMap((piece): Inline[] => {
    const mark = MARK.exec(piece)?.[1];
    if (mark !== undefined) return [{ kind: "mark", n: Number(mark) }];
    const strong = STRONG.exec(piece)?.[1];
    return strong === undefined ? links(piece) : [{ kind: "strong", text: strong }];
  });
}

/** Paragraphs and lists of what the AI wrote. */
export function blocks(text: string): Block[] {
  const out: Block[] = [];
  let paragraph: string[] = [];
  const flush = () => {
    if (paragraph.length > 0) out.push({ kind: "paragraph", inline: inline(paragraph.join("\n")) });
    paragraph = [];
  };
  for (const line of text.split("\n")) {
    const bullet = /^\s*[-*•]\s+(.+)$/.exec(line)?.[1];
    const numbered = /^\s*(\d{1,3})[.)]\s+(.+)$/.exec(line);
    const item = bullet ?? numbered?.[2];
    if (item === undefined) {
      if (line.trim() === "") flush();
      else paragraph.push(line);
      continue;
    }
    flush();
    const ordered = bullet === undefined;
    const last = out.at(-1);
    if (last?.kind === "list" && last.ordered === ordered) last.items.push(inline(item));
    else out.push({ kind: "list", ordered, start: Number(numbered?.[1] ?? 1), items: [inline(item)] });
  }
  flush();
  return out;
}

/** The text without its marks, for one line in a list. */
export function glance(text: string): string {
  return text.replace(/\*\*|\s*\[\d{1,2}\]/g, "").replace(/\s+/g, " ").trim();
}
