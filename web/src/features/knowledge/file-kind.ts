import type { Document } from "@/api/types";

const KINDS: readonly (readonly [string, string])[] = [
  ["pdf", "PDF"],
  ["wordprocessingml", "Word"],
  ["html", "HTML"],
  ["markdown", "Markdown"],
  ["csv", "CSV"],
  ["text/plain", "Text"],
];

export function fileKind(document: Pick<Document, "media_type">): string {
  return KINDS.find(([part]) => document.media_type.includes(part))?.[1] ?? "File";
}
