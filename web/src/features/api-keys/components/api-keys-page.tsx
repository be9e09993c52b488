import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { ApiKey } from "@/api/types";
import { Button } from "@/components/button";
import { Page, PageHeader } from "@/components/page";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { useCan } from "@/lib/permissions";
import { apiKeysQuery } from "../api/api-keys";
import { KeyDialog } from "./key-dialog";
import { KeyRow } from "./key-row";
import { RevokeDialog } from "./revoke-dialog";
import { RotateDialog } from "./rotate-dialog";
import { SecretDialog, type Shown } from "./secret-dialog";

/** What is open over the list. */
type Open = { kind: "new" } | { kind: "change" | "rotate" | "revoke"; key: ApiKey } | { kind: "secret"; shown: Shown };

export function ApiKeysPage() {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(apiKeysQuery);
  const canWrite = useCan("api_keys:write");
  const [open, setOpen] = useState<Open | null>(null);
  const keys = data?.pages.flatMap((page) => page.data) ?? [];
  const close = () => setOpen(null);
  const newKey = canWrite && (
    <Button variant="primary" onClick={() => setOpen({ kind: "new" })} icon={<Plus aria-hidden className="size-4" />}>
      New API key
    </Button>
  );
  return (
    <Page>
      <PageHeader title="API keys" actions={newKey} />
      <section aria-label="API keys" className="w-full max-w-5xl px-4 py-5 md:px-6">
        <p className="mb-4 max-w-2xl text-muted">
          Keys let programs use the API in the workspace&apos;s name, also after whoever made them has left. What a key may do, it may do to everything here. <a href="/docs" className="font-medium text-accent underline underline-offset-2">The API&apos;s documentation</a>
        </p>
        {isPending ? (
          <Loading label="Loading API keys">
            {[0, 1, 2].map((row) => (
              <div key={row} className="flex h-16 items-center gap-3 border-b">
                <Skeleton className="size-8" />
                <Skeleton className="h-4 w-44" />
                <Skeleton className="ml-auto h-4 w-20" />
              </div>
            ))}
          </Loading>
        ) : error !== null && keys.length === 0 ? (
          <ErrorState error={error} title="The API keys didn't load" retry={() => void refetch()} />
        ) : keys.length === 0 ? (
          <EmptyState icon={<KeyRound aria-hidden />} title="No API keys yet" action={newKey === false ? undefined : newKey}>
            Make one for each program that works with this workspace, such as your shop or your reports, so that each can be ended by itself.
          </EmptyState>
        ) : (
          <>
            <ul aria-label="API keys" className="border-t">
              {keys.map((key) => (
                <KeyRow key={key.id} apiKey={key} canWrite={canWrite} onAct={(kind) => setOpen({ kind, key })} />
              ))}
            </ul>
            {hasNextPage && (
              <Button className="mt-4" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Show more
              </Button>
            )}
          </>
        )}
      </section>
      {open?.kind === "new" && <KeyDialog apiKey={null} onClose={close} onMade={(shown) => setOpen({ kind: "secret", shown })} />}
      {open?.kind === "change" && <KeyDialog apiKey={open.key} onClose={close} />}
      {open?.kind === "rotate" && <RotateDialog apiKey={open.key} onClose={close} onRotated={(shown) => setOpen({ kind: "secret", shown })} />}
      {open?.kind === "revoke" && <RevokeDialog apiKey={open.key} onClose={close} />}
      {open?.kind === "secret" && <SecretDialog shown={open.shown} onClose={close} />}
    </Page>
  );
}
