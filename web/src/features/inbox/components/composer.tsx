import { useQueryClient } from "@tanstack/react-query";
import { Lock, Sparkles } from "lucide-react";
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from "react";
import { Button } from "@/components/button";
import { Kbd } from "@/components/kbd";
import { cx } from "@/lib/cx";
import { useIsWide } from "@/lib/use-media";
import { send } from "../outbox";
import { tellTyping } from "../typing";
import { unsent, type ComposerMode } from "../unsent";

export interface ComposerHandle {
  focus: (mode: ComposerMode) => void;
}

interface ComposerProps {
  ref: Ref<ComposerHandle>;
  conversationId: string;
  customerName: string;
  suggest: { run: () => void; busy: boolean } | null;
}

/** Where replies and notes are written. Typing never waits for anything. */
export function Composer({ ref, conversationId, customerName, suggest }: ComposerProps) {
  const client = useQueryClient();
  const wide = useIsWide();
  const [mode, setMode] = useState<ComposerMode>("reply");
  const [texts, setTexts] = useState(() => ({ reply: unsent.read(conversationId, "reply"), note: unsent.read(conversationId, "note") }));
  const area = useRef<HTMLTextAreaElement>(null);
  const text = texts[mode];
  const empty = text.trim() === "";
  const note = mode === "note";

  useImperativeHandle(ref, () => ({
    focus: (wanted) => {
      setMode(wanted);
      area.current?.focus();
    },
  }));
  useEffect(() => () => tellTyping(conversationId, false), [conversationId]);

  const write = (value: string) => {
    setTexts({ ...texts, [mode]: value });
    unsent.write(conversationId, mode, value);
    // A note is between colleagues, so the customer isn't told that it is being written.
    if (!note) tellTyping(conversationId, value.trim() !== "");
  };
  const submit = () => {
    if (empty) return;
    send(client, conversationId, text.trim(), note);
    write("");
    tellTyping(conversationId, false);
    area.current?.focus();
  };

  return (
    <form
      className={cx("m-3 mt-0 rounded-lg border transition-colors md:m-4 md:mt-0", note ? "border-warning/60 bg-warning-soft" : "border-control/50 bg-surface focus-within:border-control")}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div role="tablist" aria-label="Write" className="flex gap-1 px-2 pt-2">
        {(["reply", "note"] as const).map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            aria-selected={mode === tab}
            onClick={() => {
              setMode(tab);
              area.current?.focus();
            }}
            className={cx("flex h-7 items-center gap-1 rounded-sm px-2 text-xs font-medium max-md:h-9", mode === tab ? (tab === "note" ? "text-warning" : "bg-raised text-text") : "text-muted hover:text-text")}
          >
            {tab === "note" && <Lock aria-hidden className="size-3" />}
            {tab === "reply" ? "Reply" : "Private note"}
          </button>
        ))}
      </div>
      <textarea
        ref={area}
        rows={wide ? 2 : 1}
        value={text}
        aria-label={note ? "Private note" : "Reply"}
        placeholder={note ? "Only your team sees this" : `Reply to ${customerName}`}
        onChange={(event) => write(event.target.value)}
        onBlur={() => tellTyping(conversationId, false)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
            event.preventDefault();
            submit();
          } else if (event.key === "Escape") {
            // Out of the text, so that the single-letter shortcuts work, but not out of the thread.
            document.querySelector<HTMLElement>("[data-thread]")?.focus();
          }
        }}
        className="field-sizing-content max-h-[40dvh] min-h-11 w-full resize-none bg-transparent px-3 py-2 text-sm outline-none max-md:text-lg"
      />
      <div className="flex items-center gap-2 px-2 pb-2">
        {suggest !== null && !note && (
          <Button size="sm" variant="ghost" busy={suggest.busy} onClick={suggest.run} className="!text-ai hover:!bg-ai-soft" icon={<Sparkles aria-hidden className="size-3.5" />}>
            {suggest.busy ? "Drafting…" : "Draft with AI"}
          </Button>
        )}
        <span className="ml-auto flex items-center gap-2.5">
          {wide && !empty && <Kbd keys="Mod+Enter" />}
          <Button type="submit" size="sm" variant="primary" disabled={empty}>
            {note ? "Add note" : "Send reply"}
          </Button>
        </span>
      </div>
    </form>
  );
}
