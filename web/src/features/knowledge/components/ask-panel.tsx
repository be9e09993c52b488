import { ChevronRight, MessageCircleQuestion, Send, Sparkles, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { citationKey } from "@/api/source-target";
import type { Answer, Citation, ContextChunk } from "@/api/types";
import { Badge } from "@/components/badge";
import { Button } from "@/components/button";
import { Citations } from "@/components/citations";
import { AnswerText } from "@/components/message-text";
import { Sheet } from "@/components/dialog";
import { controlLook } from "@/components/field";
import { SourcePanel } from "@/components/source-panel";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { share } from "@/lib/format";
import { useAsk } from "../api/ask";

/** Tries the knowledge as a customer would, and shows what the answer was made from. */
export function AskPanel() {
  const ask = useAsk();
  const [question, setQuestion] = useState("");
  const [source, setSource] = useState<Citation | null>(null);
  const submit = () => {
    if (question.trim() !== "") ask.mutate(question.trim());
  };
  return (
    <section aria-label="Ask the AI" className="flex flex-col gap-4">
      <div>
        <h2 className="text-sm font-semibold">Ask a question</h2>
        <p className="text-muted">See what a customer would be told, and from which passages.</p>
      </div>
      <form
        className="flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <input aria-label="Question" value={question} onChange={(event) => setQuestion(event.target.value)} placeholder="How long is the battery warranty?" className={cx(controlLook, "h-9 max-md:h-11")} />
        <Button type="submit" variant="primary" busy={ask.isPending} disabled={question.trim() === ""} className="max-md:h-11" icon={<Send aria-hidden className="size-4" />}>
          Ask
        </Button>
      </form>
      <div aria-live="polite" className="flex flex-col gap-5">
        {ask.isPending ? (
          <Loading label="Finding an answer">
            <div className="flex flex-col gap-2 rounded-lg bg-ai-soft p-4">
              <Skeleton className="h-4 w-full" />
              <Skeleton className="h-4 w-11/12" />
              <Skeleton className="h-4 w-2/3" />
            </div>
          </Loading>
        ) : ask.error !== null ? (
          <ErrorState error={ask.error} title="No answer came" retry={submit} />
        ) : ask.data === undefined ? (
          <EmptyState className="!py-8" icon={<MessageCircleQuestion aria-hidden />} title="Test before your customers do">
            When nothing in your documents supports an answer, the AI says so instead of guessing.
          </EmptyState>
        ) : (
          <>
            <AnswerCard answer={ask.data.answer} openKey={source === null ? null : citationKey(source)} onOpen={setSource} />
            <Passages chunks={ask.data.context} />
          </>
        )}
      </div>
      <Sheet open={source !== null} onOpenChange={(open) => !open && setSource(null)} title="Source">
        {source !== null && <SourcePanel citation={source} onClose={() => setSource(null)} />}
      </Sheet>
    </section>
  );
}

function AnswerCard({ answer, openKey, onOpen }: { answer: Answer; openKey: string | null; onOpen: (citation: Citation) => void }) {
  return (
    <article aria-label="Answer" className="rounded-lg border border-ai/40 bg-ai-soft p-4">
      <header className="mb-2 flex flex-wrap items-center gap-2">
        <Sparkles aria-hidden className="size-4 text-ai" />
        <h3 className="font-semibold text-ai">Answer</h3>
        {answer.grounded ? (
          <Badge tone="ai">{share(answer.confidence)} sure</Badge>
        ) : (
          <Badge tone="warning" icon={<TriangleAlert aria-hidden className="size-3" />}>
            Not supported by your sources
          </Badge>
        )}
        <span className="ml-auto text-xs text-muted">by {answer.provider}</span>
      </header>
      <div className="mb-3">
        <AnswerText text={answer.answer} citations={answer.citations} onOpen={onOpen} />
      </div>
      <Citations citations={answer.citations} onOpen={onOpen} openKey={openKey} />
      {!answer.grounded && <p className="text-xs text-muted">A customer asking this is handed over to a person. Upload a document that answers it, then ask again.</p>}
    </article>
  );
}

function Passages({ chunks }: { chunks: readonly ContextChunk[] }) {
  const best = Math.max(...chunks.map((chunk) => chunk.score), Number.EPSILON);
  return (
    <section aria-label="Retrieved passages">
      <h3 className="mb-1 font-semibold">Retrieved passages</h3>
      {chunks.length === 0 && <p className="text-muted">Nothing in your documents comes near this question.</p>}
      <ol className="border-t">
        {chunks.map((chunk, index) => (
          <li key={chunk.chunk_id} className="border-b">
            <details className="group">
              <summary className="focus-inset flex min-h-11 list-none items-center gap-3 py-1.5">
                <ChevronRight aria-hidden className="size-4 shrink-0 text-muted transition-transform duration-100 group-open:rotate-90" />
                <span className="w-4 shrink-0 text-xs text-muted tabular-nums">{index + 1}</span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{chunk.title}</span>
                  <span className="block truncate text-xs text-muted">{chunk.locator ?? chunk.content}</span>
                </span>
                <span className="flex w-24 shrink-0 items-center gap-2" title={`Score ${chunk.score}`}>
                  <span aria-hidden className="h-1.5 flex-1 overflow-hidden rounded-full bg-raised">
                    <span className="block h-full rounded-full bg-chart-1" style={{ width: `${Math.max(3, (chunk.score / best) * 100)}%` }} />
                  </span>
                  <span className="text-xs tabular-nums">
                    <span className="sr-only">Score </span>
                    {chunk.score.toFixed(2)}
                  </span>
                </span>
              </summary>
              <div className="pb-3 pl-14 text-muted">
                <p className="break-words whitespace-pre-wrap">{chunk.content}</p>
                <p className="mt-2 text-xs tabular-nums">
                  Likeness of meaning {chunk.semantic.toFixed(2)} · words in common {chunk.lexical.toFixed(1)}
                </p>
              </div>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
