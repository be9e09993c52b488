import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { BookOpen, FileText, Search, SearchX } from "lucide-react";
import { useState } from "react";
import type { Document } from "@/api/types";
import { Button } from "@/components/button";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useHidden } from "@/lib/deferred";
import { bytes, number } from "@/lib/format";
import { useDebounced } from "@/lib/use-debounced";
import { documentsQuery } from "../api/documents";
import { fileKind } from "../file-kind";
import { DocumentActions } from "./document-actions";
import { DocumentState } from "./document-state";

export function DocumentsTable({ canWrite }: { canWrite: boolean }) {
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 250);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(documentsQuery(q));
  const hidden = useHidden();
  const documents = (data?.pages.flatMap((page) => page.data) ?? []).filter((document) => !hidden.has(document.id));
  return (
    <section aria-label="Documents" className="flex flex-col gap-3">
      <div className="flex items-center gap-3">
        <h2 className="text-sm font-semibold">Documents</h2>
        <div className="relative ml-auto w-56 max-w-[60%]">
          <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted" />
          <input
            type="search"
            aria-label="Find a document"
            placeholder="Find a document"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="h-8 w-full rounded border border-transparent bg-raised pr-2 pl-8 text-sm max-md:h-10 max-md:text-lg"
          />
        </div>
      </div>
      {isPending ? (
        <Loading label="Loading documents">
          {[0, 1, 2, 3, 4].map((row) => (
            <div key={row} className="flex h-13 items-center gap-4 border-b">
              <Skeleton className="h-4 flex-1" />
              <Skeleton className="h-4 w-16" />
              <Skeleton className="h-4 w-12" />
            </div>
          ))}
        </Loading>
      ) : error !== null && documents.length === 0 ? (
        <ErrorState error={error} title="The documents didn't load" retry={() => void refetch()} />
      ) : documents.length === 0 && q !== "" ? (
        <EmptyState icon={<SearchX aria-hidden />} title={`No document matches “${q}”`}>
          The search looks at titles and file names.
        </EmptyState>
      ) : documents.length === 0 ? (
        <EmptyState icon={<BookOpen aria-hidden />} title="Nothing to answer from yet">
          Upload what your team answers from: price lists, warranty terms, opening hours, how-tos. The AI answers only from these and always names its source.
        </EmptyState>
      ) : (
        <ul className="border-t">
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} canWrite={canWrite} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button className="self-center" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </section>
  );
}

function DocumentRow({ document, canWrite }: { document: Document; canWrite: boolean }) {
  const facts = [fileKind(document), bytes(document.size), ...(document.page_count == null ? [] : [`${number(document.page_count)} p.`]), ...(document.status === "ready" ? [`${number(document.chunk_count)} passages`] : [])];
  return (
    <li className="relative flex min-h-13 items-center gap-3 border-b py-1.5 hover:bg-raised/60">
      <FileText aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <Link to="/knowledge/$documentId" params={{ documentId: document.id }} className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-offset-4">
          {document.title}
        </Link>
        {document.status === "failed" && document.error != null ? (
          <p className="truncate text-xs text-danger" title={document.error.message}>
            {document.error.message}
          </p>
        ) : (
          <p className="truncate text-xs text-muted tabular-nums">{facts.join(" · ")}</p>
        )}
      </div>
      <DocumentState document={document} />
      <RelativeTime time={document.updated_at} className="w-20 shrink-0 text-right text-xs text-muted tabular-nums max-sm:hidden" />
      {canWrite && (
        <span className="relative">
          <DocumentActions document={document} />
        </span>
      )}
    </li>
  );
}
