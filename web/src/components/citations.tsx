import { BookOpenText, Car } from "lucide-react";
import { citationKey } from "@/api/source-target";
import type { Citation } from "@/api/types";
import { cx } from "@/lib/cx";

interface CitationsProps {
  citations: readonly Citation[];
  onOpen: (citation: Citation) => void;
  openKey?: string | null;
}

/** The sources of what the AI wrote; each opens its passage. */
export function Citations({ citations, onOpen, openKey = null }: CitationsProps) {
  if (citations.length === 0) return null;
  return (
    <ul aria-label="Sources" className="flex max-w-full flex-wrap gap-1.5">
      {citations.map((citation, index) => {
        const isOpen = openKey === citationKey(citation);
        return (
          <li key={`${citationKey(citation)}${index}`} className="max-w-full">
            <button
              type="button"
              aria-pressed={isOpen}
              onClick={() => onOpen(citation)}
              className={cx(
                "flex min-h-6 max-w-full items-center gap-1.5 rounded-sm border px-1.5 py-0.5 text-xs transition-colors max-md:min-h-8",
                isOpen ? "border-ai bg-ai text-on-ai" : "border-ai/35 bg-surface text-ai hover:border-ai hover:bg-ai-soft",
              )}
            >
              {citation.document_id == null ? <Car aria-hidden className="size-3.5 shrink-0" /> : <BookOpenText aria-hidden className="size-3.5 shrink-0" />}
              <span className="sr-only">Source {index + 1}: </span>
              <span className="truncate font-medium">{citation.title}</span>
              {citation.locator != null && citation.locator !== "" && <span className="max-w-40 truncate">{citation.locator}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
