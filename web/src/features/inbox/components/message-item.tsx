import { AlertCircle, Lock } from "lucide-react";
import type { Citation, Message } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { AnswerText, PlainText } from "@/components/message-text";
import { Citations } from "@/components/citations";
import { RelativeTime } from "@/components/relative-time";
import { cx } from "@/lib/cx";
import { clockTime, exactTime } from "@/lib/format";
import type { Outgoing } from "../thread";

interface MessageItemProps {
  message: Message;
  customerName: string;
  continued: boolean;
  openSource: string | null;
  onOpenSource: (citation: Citation) => void;
}

/** One entry of the thread: the customer on the left, the business on the right, violet where the AI speaks. */
export function MessageItem({ message, customerName, continued, openSource, onOpenSource }: MessageItemProps) {
  const { sender } = message;
  if (sender.kind === "system") {
    return (
      <li className="mt-4 flex justify-center">
        <p className="max-w-md text-center text-xs text-muted">
          {message.content} · <time dateTime={message.created_at} title={exactTime(message.created_at)}>{clockTime(message.created_at)}</time>
        </p>
      </li>
    );
  }
  const ours = sender.kind !== "customer";
  const name = sender.kind === "customer" ? customerName : sender.kind === "ai" ? (sender.name ?? "AI") : (sender.name ?? "Team");
  return (
    <li className={cx("flex gap-2.5", ours && "flex-row-reverse", continued ? "mt-1" : "mt-4")}>
      <span className={cx("pt-5", continued && "invisible !pt-0 h-0")}>
        <Avatar name={name} size="sm" kind={sender.kind === "ai" ? "ai" : "person"} />
      </span>
      <div className={cx("flex max-w-[min(36rem,82%)] min-w-0 flex-col gap-1", ours && "items-end")}>
        {!continued && (
          <p className="flex items-center gap-1.5 text-xs text-muted">
            <span className={cx("font-medium", sender.kind === "ai" ? "text-ai" : "text-text")}>{name}</span>
            {sender.kind === "ai" && <span className="text-ai">· AI</span>}
            {message.private && (
              <span className="inline-flex items-center gap-1 font-medium text-warning">
                <Lock aria-hidden className="size-3" /> Private note
              </span>
            )}
            <RelativeTime time={message.created_at} />
          </p>
        )}
        <div
          title={exactTime(message.created_at)}
          className={cx(
            "max-w-full rounded-lg px-3 py-2 break-words whitespace-pre-wrap",
            message.private ? "border border-dashed border-warning/50 bg-warning-soft" : sender.kind === "ai" ? "bg-ai-soft" : ours ? "bg-accent-soft" : "bg-raised",
          )}
        >
          {message.citations.length > 0 || sender.kind === "ai" ? <AnswerText text={message.content} citations={message.citations} onOpen={onOpenSource} /> : <PlainText text={message.content} />}
        </div>
        <Citations citations={message.citations} onOpen={onOpenSource} openKey={openSource} />
      </div>
    </li>
  );
}

/** A reply that the server has not confirmed yet. */
export function OutgoingItem({ outgoing, onRetry, onDiscard }: { outgoing: Outgoing; onRetry: () => void; onDiscard: () => void }) {
  const failed = outgoing.state === "failed";
  return (
    <li className="mt-4 flex flex-col items-end gap-1">
      <div
        className={cx(
          "mr-[34px] max-w-[min(36rem,82%)] rounded-lg px-3 py-2 break-words whitespace-pre-wrap",
          outgoing.private ? "border border-dashed border-warning/50 bg-warning-soft" : "bg-accent-soft",
          failed ? "ring-1 ring-danger" : "opacity-60",
        )}
      >
        {outgoing.content}
      </div>
      {failed ? (
        <div role="alert" className="mr-[34px] flex flex-wrap items-center justify-end gap-x-3 gap-y-1 text-xs">
          <span className="flex items-center gap-1 font-medium text-danger">
            <AlertCircle aria-hidden className="size-3.5" /> {outgoing.error}
          </span>
          <button type="button" onClick={onRetry} className="min-h-6 font-semibold text-accent underline underline-offset-2">
            Retry
          </button>
          <button type="button" onClick={onDiscard} className="min-h-6 text-muted underline underline-offset-2">
            Discard
          </button>
        </div>
      ) : (
        <span className="mr-[34px] text-xs text-muted">Sending…</span>
      )}
    </li>
  );
}
