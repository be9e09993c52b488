import { useInfiniteQuery } from "@tanstack/react-query";
import { ChevronLeft, Mail } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/api/problem";
import type { OutboxLetter } from "@/api/types";
import { Button, IconButton } from "@/components/button";
import { TextField } from "@/components/field";
import { RelativeTime } from "@/components/relative-time";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";
import { cx } from "@/lib/cx";
import { useDebounced } from "@/lib/use-debounced";
import { outboxQuery } from "../api/outbox";
import { LetterView } from "./letter-view";

/** A developer's screen: the letters that the program would send, had it a mail server. */
export function OutboxPage() {
  const [to, setTo] = useState("");
  const [openId, setOpenId] = useState<string | null>(null);
  const settled = useDebounced(to.trim(), 200);
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(outboxQuery(settled));
  const letters = data?.pages.flatMap((page) => page.data) ?? [];
  const open = letters.find((letter) => letter.id === openId);
  if (error instanceof ApiError && error.status === 404) {
    return (
      <main className="flex min-h-dvh flex-col justify-center">
        <h1 className="sr-only">Outbox</h1>
        <EmptyState icon={<Mail aria-hidden />} title="There is no outbox here">
          It shows letters on the machine that runs DealSmart, in development, while no mail server is set.
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="flex h-dvh flex-col bg-surface">
      <header className="flex min-h-14 shrink-0 items-center gap-3 border-b px-4 md:px-6">
        {open !== undefined && (
          <IconButton label="Back to the letters" className="md:hidden" onClick={() => setOpenId(null)}>
            <ChevronLeft aria-hidden className="size-5" />
          </IconButton>
        )}
        <h1 className="text-lg font-semibold">Outbox</h1>
        <p className="min-w-0 truncate text-muted max-md:sr-only">Letters that would be sent if SMTP_URL were set</p>
      </header>
      <div className="flex min-h-0 flex-1">
        <section aria-label="Letters" className={cx("flex min-h-0 w-full flex-col border-r md:w-96 md:shrink-0", open !== undefined && "max-md:hidden")}>
          <div className="border-b p-3">
            <TextField label="To" hideLabel placeholder="Only letters to this address" type="search" value={to} onChange={(event) => setTo(event.target.value)} />
          </div>
          {isPending ? (
            <Loading label="Loading letters">
              {[0, 1, 2, 3].map((row) => (
                <div key={row} className="flex h-16 flex-col justify-center gap-2 border-b px-4">
                  <Skeleton className="h-4 w-52" />
                  <Skeleton className="h-3 w-32" />
                </div>
              ))}
            </Loading>
          ) : error !== null && letters.length === 0 ? (
            <ErrorState error={error} title="The letters didn't load" retry={() => void refetch()} />
          ) : letters.length === 0 ? (
            <EmptyState icon={<Mail aria-hidden />} title={settled === "" ? "No letters yet" : "No letters to this address"}>
              {settled === "" ? "Invite somebody, or register: what would be sent appears here." : "Addresses are compared as a whole."}
            </EmptyState>
          ) : (
            <div className="min-h-0 overflow-y-auto">
              <ul aria-label="Letters">
                {letters.map((letter) => (
                  <Row key={letter.id} letter={letter} open={letter.id === openId} choose={() => setOpenId(letter.id)} />
                ))}
              </ul>
              {hasNextPage && (
                <Button className="m-3" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                  Show more
                </Button>
              )}
            </div>
          )}
        </section>
        {open === undefined ? (
          <EmptyState className="flex-1 max-md:hidden" icon={<Mail aria-hidden />} title="No letter is open">
            Choose one to read it as plain text or as HTML.
          </EmptyState>
        ) : (
          <LetterView key={open.id} letter={open} />
        )}
      </div>
    </main>
  );
}

function Row({ letter, open, choose }: { letter: OutboxLetter; open: boolean; choose: () => void }) {
  return (
    <li>
      <button type="button" aria-current={open ? "true" : undefined} onClick={choose} className={cx("focus-inset flex w-full flex-col gap-0.5 border-b px-4 py-2.5 text-left hover:bg-raised", open && "bg-accent-soft")}>
        <span className="flex items-baseline gap-3">
          <span className="min-w-0 flex-1 truncate font-medium">{letter.subject}</span>
          <span className="shrink-0 text-xs text-muted">
            <RelativeTime time={letter.created_at} />
          </span>
        </span>
        <span className="truncate text-xs text-muted">
          {letter.to} · {letter.template}
        </span>
      </button>
    </li>
  );
}
