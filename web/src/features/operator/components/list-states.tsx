import type { ReactNode } from "react";
import { Button } from "@/components/button";
import { EmptyState, Loading, Skeleton } from "@/components/states";
import { Problem } from "./problem";

interface Listed {
  isPending: boolean;
  error: unknown;
  refetch: () => Promise<{ error: unknown }>;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** What a list shows before, instead of and after its rows. */
export function ListStates({ query, name, count, empty, children }: { query: Listed; name: string; count: number; empty: { icon: ReactNode; title: string; text: string; action?: ReactNode }; children: ReactNode }) {
  if (query.isPending) {
    return (
      <Loading label={`Loading ${name}`}>
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <div key={row} className="flex h-14 items-center gap-3 border-b">
            <Skeleton className="h-4 w-48" />
            <Skeleton className="ml-auto h-4 w-24" />
          </div>
        ))}
      </Loading>
    );
  }
  if (query.error !== null && count === 0) return <Problem error={query.error} title={`The ${name} didn't load`} retry={query.refetch} />;
  if (count === 0) {
    return (
      <EmptyState icon={empty.icon} title={empty.title} action={empty.action}>
        {empty.text}
      </EmptyState>
    );
  }
  return (
    <>
      {children}
      {query.hasNextPage && (
        <Button className="mt-4" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
