import { useQuery } from "@tanstack/react-query";
import { BookOpenText, Car, X } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { catalogueItemQuery, chunksQuery } from "@/api/queries";
import type { CatalogueItem, Chunk, Citation } from "@/api/types";
import { cx } from "@/lib/cx";
import { money } from "@/lib/format";
import { findQuote } from "@/lib/quote";
import { IconButton } from "./button";
import { Badge } from "./badge";
import { ErrorState, Loading, Notice, Skeleton } from "./states";

/** The passage a citation quotes, in its surroundings, with the quote marked. */
export function SourcePanel({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
  }, [citation]);
  const isDocument = citation.document_id != null;
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={`Source: ${citation.title}`}
      className="flex h-full outline-none min-h-0 flex-col bg-surface"
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <header className="flex min-h-14 shrink-0 items-center gap-2.5 border-b px-4 py-2">
        <span className="text-ai">{isDocument ? <BookOpenText aria-hidden className="size-4" /> : <Car aria-hidden className="size-4" />}</span>
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-sm font-semibold">{citation.title}</h2>
          {citation.locator != null && citation.locator !== "" && <p className="truncate text-xs text-muted">{citation.locator}</p>}
        </div>
        <IconButton label="Close source" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <div role="region" aria-label="Passage" tabIndex={0} className="focus-inset min-h-0 flex-1 overflow-y-auto p-4">
        {citation.document_id != null ? (
          <DocumentSource documentId={citation.document_id} citation={citation} />
        ) : citation.catalogue_item_id != null ? (
          <CatalogueSource id={citation.catalogue_item_id} citation={citation} />
        ) : (
          <Quote text={citation.quote} />
        )}
      </div>
    </section>
  );
}

function Quote({ text }: { text: string }) {
  return (
    <blockquote className="whitespace-pre-wrap">
      <mark>{text}</mark>
    </blockquote>
  );
}

function Marked({ text, quote }: { text: string; quote: string }) {
  const found = findQuote(text, quote);
  if (found === null) return <>{text}</>;
  return (
    <>
      {text.slice(0, found.start)}
      <mark>{text.slice(found.start, found.end)}</mark>
      {text.slice(found.end)}
    </>
  );
}

function DocumentSource({ documentId, citation }: { documentId: string; citation: Citation }) {
  const { data: chunks, error, refetch } = useQuery(chunksQuery(documentId));
  const target = useRef<HTMLLIElement>(null);
  const cited = useMemo(() => citedChunk(chunks ?? [], citation), [chunks, citation]);
  useEffect(() => {
    // Newer browsers return a promise from scrolling; as an effect's result React would call it.
    target.current?.scrollIntoView({ block: "center" });
  }, [cited]);
  if (error !== null) return <ErrorState error={error} title="The source didn't load" retry={() => void refetch()} />;
  if (chunks === undefined) {
    return (
      <Loading label="Loading the source">
        <div className="flex flex-col gap-2">{[90, 100, 70, 95, 60].map((width) => <span key={width} style={{ width: `${width}%` }}><Skeleton className="h-4" /></span>)}</div>
      </Loading>
    );
  }
  return (
    <>
      {cited === null && (
        <div className="mb-4 flex flex-col gap-3">
          <Notice tone="warning">The quoted words were not found in the document as it is now. It may have changed since.</Notice>
          <Quote text={citation.quote} />
        </div>
      )}
      <ol className="flex flex-col gap-4">
        {chunks.map((chunk) => {
          const isCited = chunk.id === cited?.id;
          return (
            <li key={chunk.id} ref={isCited ? target : undefined} aria-current={isCited || undefined} className={cx("border-l-2 pl-3", isCited ? "border-ai" : "border-border text-muted")}>
              {chunk.locator != null && chunk.locator !== "" && <p className="mb-1 text-xs font-medium text-muted">{chunk.locator}</p>}
              <p className="break-words whitespace-pre-wrap">{isCited ? <Marked text={chunk.content} quote={citation.quote} /> : chunk.content}</p>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The chunk that holds the quote; where several do, the one with the citation's locator. */
function citedChunk(chunks: readonly Chunk[], citation: Citation): Chunk | null {
  const holding = chunks.filter((chunk) => findQuote(chunk.content, citation.quote) !== null);
  return holding.find((chunk) => chunk.locator === citation.locator) ?? holding[0] ?? null;
}

function CatalogueSource({ id, citation }: { id: string; citation: Citation }) {
  const { data: item, error, refetch } = useQuery(catalogueItemQuery(id));
  if (error !== null) return <ErrorState error={error} title="The catalogue item didn't load" retry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-4">
      {item === undefined ? <Skeleton className="h-32" /> : <ItemFacts item={item} />}
      <Quote text={citation.quote} />
    </div>
  );
}

function ItemFacts({ item }: { item: CatalogueItem }) {
  const attributes = Object.entries(item.attributes ?? {}).filter(([, value]) => ["string", "number", "boolean"].includes(typeof value));
  return (
    <div>
      <div className="mb-3 flex items-baseline gap-2">
        <span className="text-xl font-semibold tabular-nums">{money(item.price.amount, item.price.currency)}</span>
        <Badge tone={item.stock > 0 ? "success" : "neutral"}>{item.stock > 0 ? `${item.stock} in stock` : "Not in stock"}</Badge>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        <dt className="text-muted">Stock number</dt>
        <dd>{item.sku}</dd>
        {attributes.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted first-letter:uppercase">{name.replaceAll("_", " ")}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
