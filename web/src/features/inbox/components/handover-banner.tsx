import { Hand, UserPlus } from "lucide-react";
import { useState } from "react";
import type { Conversation } from "@/api/types";
import { Button } from "@/components/button";
import { Notice } from "@/components/states";
import { cx } from "@/lib/cx";
import { handoverReason } from "../words";

const SHORT = 140;

/** Why the AI stepped back, and what it understood so far. */
export function HandoverBanner({ handover, onTake }: { handover: NonNullable<Conversation["handover"]>; onTake: (() => void) | null }) {
  const [whole, setWhole] = useState(false);
  const long = handover.summary.length > SHORT;
  return (
    <section aria-label="Hand-over" className="px-3 pt-3 md:px-4">
      <Notice
        tone="warning"
        icon={<Hand aria-hidden />}
        action={
          onTake !== null && (
            <Button size="sm" onClick={onTake} icon={<UserPlus aria-hidden className="size-3.5" />}>
              Take it
            </Button>
          )
        }
      >
        <p className="font-semibold">{handoverReason(handover.reason)}</p>
        {handover.summary !== "" && <p className={cx("break-words whitespace-pre-line", long && !whole && "line-clamp-2 max-md:line-clamp-1")}>{handover.summary}</p>}
        {long && (
          <button type="button" aria-expanded={whole} onClick={() => setWhole(!whole)} className="min-h-6 text-xs font-semibold underline underline-offset-2">
            {whole ? "Show less" : "Show all"}
          </button>
        )}
      </Notice>
    </section>
  );
}
