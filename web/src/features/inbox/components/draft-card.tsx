import { RotateCw, Sparkles, Star, TriangleAlert } from "lucide-react";
import { Slot } from "radix-ui";
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import type { Citation, Suggestion } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Citations } from "@/components/citations";
import { AnswerText } from "@/components/message-text";
import { controlLook } from "@/components/field";
import { Tooltip } from "@/components/tooltip";
import { cx } from "@/lib/cx";
import { share } from "@/lib/format";
import { later, useLater } from "@/lib/later";
import { useAnswerSuggestion } from "../api/suggestions";
import { handoverReason } from "../words";
import type { RateProps } from "./rate-popover";

export interface DraftHandle {
  accept: () => void;
  edit: () => void;
}

interface DraftCardProps {
  ref: Ref<DraftHandle>;
  suggestion: Suggestion;
  outdated: boolean;
  openSource: string | null;
  onOpenSource: (citation: Citation) => void;
  onAnswered: () => void;
  /** None where nobody may ask for drafts. */
  redraft: { run: () => void; busy: boolean } | null;
}

/** What the AI proposes to send. Nothing leaves before a person accepts it. */
export function DraftCard({ ref, suggestion, outdated, openSource, onOpenSource, onAnswered, redraft }: DraftCardProps) {
  const { accept, reject, rate } = useAnswerSuggestion();
  const [edited, setEdited] = useState<string | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const editing = edited !== null;
  const written = suggestion.content.trim() !== "";
  // One key is enough only for what the sources support.
  const sendable = written && suggestion.grounded;

  const startEdit = () => setEdited(suggestion.content);
  // Waited for here and not by a callback of `mutate`: the card is gone by then, and its callbacks with it.
  const sendDraft = (content?: string) => void accept.mutateAsync(content === undefined ? { suggestion } : { suggestion, content }).then(onAnswered, () => undefined);
  useImperativeHandle(ref, () => ({
    accept: () => {
      if (sendable && !editing && !accept.isPending) sendDraft();
    },
    edit: startEdit,
  }));
  useEffect(() => {
    if (!editing) return;
    area.current?.focus();
    area.current?.setSelectionRange(area.current.value.length, area.current.value.length);
  }, [editing]);

  return (
    <section aria-label="AI draft" className="enter mx-3 mb-3 flex max-h-[45dvh] flex-col rounded-lg border border-ai/40 bg-ai-soft md:mx-4">
      <header className="flex flex-wrap items-center gap-2 px-3 pt-2.5">
        <Sparkles aria-hidden className="size-4 text-ai" />
        <h2 className="text-sm font-semibold text-ai">AI draft</h2>
        {suggestion.grounded ? (
          <Tooltip text="How sure the AI is that the sources support this answer">
            <span tabIndex={0}>
              <Badge tone="ai">{share(suggestion.confidence)} sure</Badge>
            </span>
          </Tooltip>
        ) : (
          <Badge tone="warning" icon={<TriangleAlert aria-hidden className="size-3" />}>
            Not supported by your sources
          </Badge>
        )}
        <span className="ml-auto flex items-center">
          <Rate busy={rate.isPending} onRate={(rating, comment) => rate.mutate({ suggestion, rating, comment })} />
          {redraft !== null && (
            <Button size="sm" variant="ghost" busy={redraft.busy} onClick={redraft.run} className="!text-ai hover:!bg-ai/10" icon={<RotateCw aria-hidden className="size-3.5" />}>
              Draft again
            </Button>
          )}
        </span>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-3 py-2">
        {outdated && <p className="mb-2 text-xs font-medium text-warning">Written before the customer's latest message.</p>}
        {!suggestion.grounded && suggestion.reason != null && <p className="mb-2 text-xs text-muted">{handoverReason(suggestion.reason)}.</p>}
        {editing ? (
          <textarea
            ref={area}
            aria-label="Edit draft"
            value={edited}
            onChange={(event) => setEdited(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Escape") {
                setEdited(null);
                onAnswered();
              } else if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && edited.trim() !== "") {
                sendDraft(edited.trim());
              }
            }}
            className={cx(controlLook, "field-sizing-content max-h-60 min-h-20 resize-none !border-ai/50 py-2")}
          />
        ) : (
          <AnswerText text={suggestion.content} citations={suggestion.citations} onOpen={onOpenSource} />
        )}
        {suggestion.citations.length > 0 && (
          <div className="mt-2.5">
            <Citations citations={suggestion.citations} onOpen={onOpenSource} openKey={openSource} />
          </div>
        )}
      </div>
      <footer className="flex flex-wrap items-center gap-2 px-3 pb-3">
        {editing ? (
          <>
            <Button size="sm" variant="ai" busy={accept.isPending} disabled={edited.trim() === ""} onClick={() => sendDraft(edited.trim())}>
              Send edited reply
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setEdited(null)}>
              Cancel
            </Button>
          </>
        ) : (
          <>
            {sendable && (
              <Tooltip text="Send this reply to the customer" keys="a" side="top">
                <Button size="sm" variant="ai" busy={accept.isPending} onClick={() => sendDraft()}>
                  Accept and send
                </Button>
              </Tooltip>
            )}
            <Tooltip text="Change it before it goes out" keys="e" side="top">
              <Button size="sm" onClick={startEdit}>
                Edit
              </Button>
            </Tooltip>
            {written && !sendable && (
              <Button size="sm" busy={accept.isPending} onClick={() => sendDraft()}>
                Send anyway
              </Button>
            )}
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                reject.mutate(suggestion);
                onAnswered();
              }}
            >
              Reject
            </Button>
          </>
        )}
      </footer>
    </section>
  );
}

const rateCode = later(() => import("./rate-popover"));

function Rate({ busy, onRate }: Omit<RateProps, "trigger">) {
  const { there, opened, open, near } = useLater(rateCode);
  const button = (
    <Button size="sm" variant="ghost" className="!text-ai hover:!bg-ai/10" icon={<Star aria-hidden className="size-3.5" />}>
      Rate
    </Button>
  );
  if (there !== null) return <there.RatePopover trigger={button} busy={busy} onRate={onRate} opened={opened !== null} />;
  return (
    <Slot.Root aria-haspopup="dialog" aria-expanded={false} {...near} onClick={() => open("by pointer")}>
      {button}
    </Slot.Root>
  );
}
