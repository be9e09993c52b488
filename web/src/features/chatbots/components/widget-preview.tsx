import { ArrowUp, ChevronDown, MessageCircle, Sparkles } from "lucide-react";
import { useState, type ReactNode } from "react";
import { contrast, parseHex, readableOn } from "@/lib/contrast";
import { cx } from "@/lib/cx";
import type { ChatbotSettings } from "../api/chatbots";

const DEFAULT_PRIMARY = "#0f766e";
const AA_TEXT = 4.5;

/** The colours that the widget would use: it replaces a text colour that can't be read. */
function shownColors({ primary: wanted, on_primary: text }: ChatbotSettings["colors"]): { primary: string; onPrimary: string } {
  const primary = parseHex(wanted) === null ? DEFAULT_PRIMARY : wanted;
  const readable = (contrast(primary, text) ?? 0) >= AA_TEXT;
  return { primary, onPrimary: readable ? text : readableOn(primary) };
}

/** The chat as a visitor sees it, drawn from what the form holds now. It keeps its own light colours, as on the site. */
export function WidgetPreview({ settings, workspace }: { settings: ChatbotSettings; workspace: string }) {
  const [closed, setClosed] = useState(false);
  const { primary, onPrimary } = shownColors(settings.colors);
  const hasHours = settings.business_hours != null;
  const away = closed && hasHours;
  const filled = { background: primary, color: onPrimary };
  const name = settings.name.trim() === "" ? workspace : settings.name;
  const answersAlone = settings.enabled && settings.mode === "auto";
  const status = away ? "Away at the moment" : answersAlone ? "AI assistant, answers at once" : "We answer here";
  return (
    <section aria-label="Preview" className="flex flex-col gap-4 p-5">
      <div className="flex min-h-8 items-center gap-3">
        <h2 className="text-sm font-semibold">Preview</h2>
        {hasHours && (
          <div role="group" aria-label="Preview as" className="ml-auto flex rounded bg-raised p-0.5">
            {[false, true].map((value) => (
              <button
                key={String(value)}
                type="button"
                aria-pressed={closed === value}
                onClick={() => setClosed(value)}
                className={cx("h-7 rounded-sm px-2.5 text-xs font-medium max-md:h-9", closed === value ? "bg-surface text-text dark:bg-border" : "text-muted")}
              >
                {value ? "Closed" : "Open"}
              </button>
            ))}
          </div>
        )}
      </div>
      <div aria-hidden className="font-[system-ui,sans-serif]" style={{ colorScheme: "light" }}>
        <div className="mx-auto flex h-[560px] max-w-[400px] flex-col overflow-hidden rounded-[14px] bg-[#ffffff] text-[16px] leading-[24px] text-[#14181c] shadow-float">
          <div className="flex items-center gap-3 py-3 pr-4 pl-4" style={filled}>
            <span className="flex size-10 items-center justify-center rounded-[12px] text-[18px] font-bold" style={{ background: onPrimary, color: primary }}>
              {(name[0] ?? "?").toUpperCase()}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate leading-[22px] font-semibold">{name}</span>
              <span className="flex items-center gap-1.5 text-[14px] leading-[18px]">
                <span className={cx("size-2 rounded-full", away ? "border border-current" : "bg-current")} />
                {status}
              </span>
            </span>
            <ChevronDown className="size-6" strokeWidth={1.75} />
          </div>
          <div className="flex flex-1 flex-col overflow-hidden p-4">
            {away && <p className="mb-4 rounded-[10px] border border-[#e2e6e9] px-3.5 py-2.5 text-[14px] leading-[20px] whitespace-pre-wrap">{settings.away_message === "" ? "We are closed right now." : settings.away_message}</p>}
            <Bubble by={name}>{settings.greeting === "" ? "…" : settings.greeting}</Bubble>
            <p className="mt-3.5 max-w-[88%] self-end rounded-[16px] rounded-br-[5px] px-3.5 py-2.5 break-words" style={filled}>
              How long is the warranty?
            </p>
            {answersAlone ? (
              <Bubble by={name} ai>
                Every car comes with a 24-month warranty.
              </Bubble>
            ) : (
              <p className="mt-3.5 px-2 text-center text-[14px] leading-[20px] text-[#566069]">{away ? "A colleague will answer when we are open" : "A colleague will answer"}</p>
            )}
          </div>
          <div className="flex items-end gap-2 border-t border-[#e2e6e9] px-3 pt-2.5 pb-3">
            <span className="flex-1 rounded-[22px] border border-[#87919b] px-4 py-[9px] text-[#566069]">Ask a question…</span>
            <span className="flex size-11 items-center justify-center rounded-full bg-[#f3f5f6] text-[#566069]">
              <ArrowUp className="size-6" strokeWidth={1.75} />
            </span>
          </div>
        </div>
        <div className="mx-auto mt-4 flex max-w-[400px] justify-end">
          <span className="flex size-14 items-center justify-center rounded-full shadow-float" style={filled}>
            <MessageCircle className="size-7" strokeWidth={1.75} />
          </span>
        </div>
      </div>
      <p className="text-center text-xs text-muted">{settings.enabled ? "An example. Real answers come from your documents." : "The AI is off: your team answers everything."}</p>
    </section>
  );
}

function Bubble({ by, ai = false, children }: { by: string; ai?: boolean; children: ReactNode }) {
  return (
    <div className="mt-3.5 flex max-w-[88%] flex-col items-start first:mt-0">
      <p className={cx("mb-[5px] ml-0.5 flex items-center gap-1.5 text-[13px] leading-[18px] font-semibold", ai ? "text-[#6a3bcf]" : "text-[#566069]")}>
        {ai && <Sparkles className="size-[18px]" strokeWidth={1.75} />}
        {by}
        {ai && <span className="rounded-[4px] border border-current px-[5px] text-[11px] leading-[14px] font-bold tracking-wide">AI</span>}
      </p>
      <p className={cx("rounded-[16px] rounded-tl-[5px] px-3.5 py-2.5 break-words whitespace-pre-wrap", ai ? "bg-[#f5f1fe]" : "bg-[#f3f5f6]")}>{children}</p>
      {ai && (
        <p className="my-1.5 flex h-8 items-center gap-[7px] rounded-[8px] border border-[#e2e6e9] bg-[#ffffff] pr-2.5 pl-[5px] text-[13px] leading-[18px]">
          <span className="size-5 rounded-[5px] bg-[#f5f1fe] text-center text-[12px] leading-[20px] font-bold text-[#6a3bcf]">1</span>
          <span className="font-semibold">Warranty terms</span>
          <span className="text-[#566069]">page 2</span>
        </p>
      )}
    </div>
  );
}
