import { MessageCircle, Minus, Send } from "lucide-react";
import { useState } from "react";
import { parseHex } from "@/lib/contrast";
import type { ChatbotSettings } from "../api/chatbots";

/** The chat as a visitor sees it, drawn from what the form holds now. It keeps its own light colours, as on the site. */
export function WidgetPreview({ settings, workspace }: { settings: ChatbotSettings; workspace: string }) {
  const [away, setAway] = useState(false);
  const primary = parseHex(settings.colors.primary) === null ? "#0f766e" : settings.colors.primary;
  const onPrimary = parseHex(settings.colors.on_primary) === null ? "#ffffff" : settings.colors.on_primary;
  const showAway = away && settings.business_hours != null;
  return (
    <section aria-label="Preview" className="flex flex-col gap-4 p-5">
      <div className="flex min-h-7 items-center gap-3">
        <h2 className="text-sm font-semibold">Preview</h2>
        {settings.business_hours != null && (
          <div role="group" aria-label="Preview as" className="ml-auto flex rounded bg-raised p-0.5">
            {[false, true].map((value) => (
              <button key={String(value)} type="button" aria-pressed={away === value} onClick={() => setAway(value)} className={`h-7 rounded-sm px-2.5 text-xs font-medium ${away === value ? "bg-surface text-text dark:bg-border" : "text-muted"}`}>
                {value ? "Closed" : "Open"}
              </button>
            ))}
          </div>
        )}
      </div>
      <div className={settings.enabled ? "" : "opacity-45"} style={{ colorScheme: "light" }}>
        <div className="mx-auto flex h-[500px] max-w-[360px] flex-col overflow-hidden rounded-[16px] bg-[#ffffff] text-[16px] leading-[24px] text-[#1c2526] shadow-float">
          <div className="flex items-center gap-3 px-4 py-3.5" style={{ background: primary, color: onPrimary }}>
            <span className="flex size-9 items-center justify-center rounded-full font-semibold" style={{ background: onPrimary, color: primary }}>
              {(settings.name.trim()[0] ?? "?").toUpperCase()}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate leading-5 font-semibold">{settings.name}</span>
              <span className="block truncate text-xs opacity-90">{showAway ? "Away" : workspace}</span>
            </span>
            <Minus aria-hidden className="size-5" />
          </div>
          <div className="flex flex-1 flex-col gap-2.5 overflow-hidden p-4">
            <PreviewBubble>{settings.greeting === "" ? "…" : settings.greeting}</PreviewBubble>
            {showAway ? (
              <PreviewBubble>{settings.away_message === "" ? "We are closed right now. Leave your e-mail and we get back to you." : settings.away_message}</PreviewBubble>
            ) : (
              <>
                <p className="max-w-[80%] self-end rounded-[14px] rounded-br-[4px] px-3.5 py-2 break-words" style={{ background: primary, color: onPrimary }}>
                  How long is the warranty?
                </p>
                {settings.mode === "auto" ? (
                  <PreviewBubble>
                    Every car comes with a 24-month warranty.
                    <span className="mt-1.5 block w-fit rounded-[4px] border border-[#d5dcdc] bg-[#ffffff] px-1.5 text-xs leading-5 text-[#3c4a4b]">Warranty terms · page 2</span>
                  </PreviewBubble>
                ) : (
                  <PreviewBubble>Thanks! A colleague answers you here in a moment.</PreviewBubble>
                )}
              </>
            )}
          </div>
          <div className="flex items-center gap-2 border-t border-[#dfe5e5] p-3">
            <span className="flex-1 rounded-[10px] border border-[#8a9798] px-3 py-2 text-[#5b6869]">Write a message</span>
            <span className="flex size-11 items-center justify-center rounded-[10px]" style={{ background: primary, color: onPrimary }}>
              <Send aria-hidden className="size-5" />
            </span>
          </div>
        </div>
        <div className="mx-auto mt-4 flex max-w-[360px] justify-end">
          <span className="flex size-14 items-center justify-center rounded-full shadow-float" style={{ background: primary, color: onPrimary }}>
            <MessageCircle aria-hidden className="size-6" />
          </span>
        </div>
      </div>
      {!settings.enabled && <p className="text-center text-xs text-muted">The chatbot is off: visitors see nothing.</p>}
    </section>
  );
}

function PreviewBubble({ children }: { children: React.ReactNode }) {
  return <p className="max-w-[85%] self-start rounded-[14px] rounded-bl-[4px] bg-[#eef2f2] px-3.5 py-2 break-words whitespace-pre-wrap">{children}</p>;
}
