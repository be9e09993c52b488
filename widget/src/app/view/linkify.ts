export interface TextPart {
  text: string;
  /** Only ever http, https or mailto. */
  href: string | null;
}

const CANDIDATE = /https?:\/\/[^\s<>"']+|www\.[^\s<>"']+\.[^\s<>"']+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;

/** Punctuation after a link belongs to the sentence, and a closing bracket to the one that was opened before it. */
function trimEnd(candidate: string): string {
  let end = candidate;
  for (;;) {
    const last = end.slice(-1);
    const unopened = (open: string) => end.split(open).length <= end.split(last).length - 1;
    if (".,;:!?…*".includes(last) || (last === ")" && unopened("(")) || (last === "]" && unopened("["))) end = end.slice(0, -1);
    else return end;
  }
}

function hrefOf(text: string): string | null {
  const lower = text.toLowerCase();
  if (!lower.startsWith("http") && !lower.startsWith("www.")) return `mailto:${text}`;
  try {
    const url = new URL(lower.startsWith("http") ? text : `https://${text}`);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/** Splits text into plain parts and links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const link = trimEnd(match[0]);
    const href = hrefOf(link);
    if (!href) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), href: null });
    parts.push({ text: link, href });
    from = match.index + link.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), href: null });
  return parts;
}
