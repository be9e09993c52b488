import type { Citation } from "./types";

/** What a citation points at, with a key that is the same for the same passage. */
export function citationKey(citation: Citation): string {
  return `${citation.document_id ?? citation.catalogue_item_id ?? citation.title}#${citation.locator ?? ""}#${citation.quote.slice(0, 60)}`;
}
