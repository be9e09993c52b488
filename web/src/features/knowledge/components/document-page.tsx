import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { chunksQuery } from "@/api/queries";
import type { Document } from "@/api/types";
import { Page, PageHeader } from "@/components/page";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Notice, Skeleton } from "@/components/states";
import { bytes, number, plural } from "@/lib/format";
import { useCan } from "@/lib/permissions";
import { documentQuery, isWorking } from "../api/documents";
import { fileKind } from "../file-kind";
import { DocumentActions } from "./document-actions";
import { DocumentState } from "./document-state";

export function DocumentPage() {
  const { documentId = "" } = useParams({ strict: false });
  const { data: document, error, refetch } = useQuery(documentQuery(documentId));
  const canWrite = useCan("knowledge:write");
  const navigate = useNavigate();
  return (
    <Page>
      <PageHeader
        title={document?.title ?? "Document"}
        back={
          <Link to="/knowledge" aria-label="Back to knowledge" className="-ml-2 flex size-9 shrink-0 items-center justify-center rounded text-muted hover:bg-raised hover:text-text">
            <ArrowLeft aria-hidden className="size-5" />
          </Link>
        }
        actions={
          document !== undefined && (
            <>
              <DocumentState document={document} />
              {canWrite && <DocumentActions document={document} onDeleted={() => void navigate({ to: "/knowledge" })} />}
            </>
          )
        }
      />
      {error !== null && document === undefined ? (
        <ErrorState error={error} title="This document didn't open" retry={() => void refetch()} />
      ) : document === undefined ? (
        <PassagesSkeleton />
      ) : (
        <Details document={document} />
      )}
    </Page>
  );
}

function Details({ document }: { document: Document }) {
  const facts: readonly (readonly [string, string])[] = [
    ["File", document.filename],
    ["Kind", fileKind(document)],
    ["Size", bytes(document.size)],
    ...(document.page_count == null ? [] : [["Pages", number(document.page_count)] as const]),
    ["Passages", number(document.chunk_count)],
  ];
  return (
    <div className="w-full max-w-3xl px-4 py-6 md:px-6">
      <dl className="mb-6 flex flex-wrap gap-x-8 gap-y-3">
        {facts.map(([name, value]) => (
          <div key={name} className="min-w-0">
            <dt className="text-xs text-muted">{name}</dt>
            <dd className="max-w-64 truncate tabular-nums">{value}</dd>
          </div>
        ))}
        <div>
          <dt className="text-xs text-muted">Updated</dt>
          <dd>
            <RelativeTime time={document.updated_at} />
          </dd>
        </div>
      </dl>
      {document.status === "failed" && (
        <Notice tone="danger">
          <p className="font-semibold">This file couldn't be read</p>
          <p>{document.error?.message ?? "Upload it again in another format."}</p>
        </Notice>
      )}
      {isWorking(document) && <Notice tone="neutral">Reading and splitting the file into passages. You can leave this page; it goes on.</Notice>}
      {document.status === "ready" && <Passages documentId={document.id} />}
    </div>
  );
}

function Passages({ documentId }: { documentId: string }) {
  const { data: chunks, error, refetch } = useQuery(chunksQuery(documentId));
  if (error !== null && chunks === undefined) return <ErrorState error={error} title="The passages didn't load" retry={() => void refetch()} />;
  if (chunks === undefined) return <PassagesSkeleton />;
  if (chunks.length === 0) return <EmptyState title="No passages">The file holds no text that could be answered from.</EmptyState>;
  return (
    <section aria-label="Passages">
      <h2 className="mb-3 text-sm font-semibold">{plural(chunks.length, "passage")}</h2>
      <ol className="flex flex-col">
        {chunks.map((chunk) => (
          <li key={chunk.id} className="border-t py-4 [contain-intrinsic-size:auto_120px] [content-visibility:auto]">
            <p className="mb-1 flex gap-3 text-xs text-muted">
              <span className="tabular-nums">{chunk.position + 1}</span>
              <span className="truncate">{chunk.locator}</span>
            </p>
            <p className="break-words whitespace-pre-wrap">{chunk.content}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function PassagesSkeleton() {
  return (
    <Loading label="Loading the document">
      <div className="flex w-full max-w-3xl flex-col gap-5 px-4 py-6 md:px-6">
        {[0, 1, 2].map((row) => (
          <div key={row} className="flex flex-col gap-2">
            <Skeleton className="h-3 w-32" />
            <Skeleton className="h-4 w-full" />
            <Skeleton className="h-4 w-4/5" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
