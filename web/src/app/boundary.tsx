import { Link, useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useEffect } from "react";
import { Button } from "@/components/button";
import { EmptyState, ErrorState, Loading, Skeleton } from "@/components/states";

export function NotFound() {
  return (
    <EmptyState
      className="h-full min-h-dvh"
      icon={<Compass aria-hidden />}
      title="There is nothing at this address"
      action={
        <Button asChild variant="primary">
          <Link to="/inbox">Go to the inbox</Link>
        </Button>
      }
    >
      The link may be old, or what it led to was deleted.
    </EmptyState>
  );
}

export function CouldNotStart({ error }: ErrorComponentProps) {
  const router = useRouter();
  useEffect(() => {
    const again = () => void router.invalidate();
    window.addEventListener("online", again);
    return () => window.removeEventListener("online", again);
  }, [router]);
  return <ErrorState className="h-full min-h-dvh" error={error} title="This page didn't load" retry={() => void router.invalidate()} />;
}

/** The frame's shape while the session is restored. */
export function Starting() {
  return (
    <Loading label="Starting DealSmart">
      <div className="flex h-dvh">
        <div className="hidden w-[84px] border-r bg-canvas md:block" />
        <div className="flex w-full flex-col gap-4 border-r bg-surface p-4 md:w-80">
          <Skeleton className="h-6 w-24" />
          {[0, 1, 2, 3, 4].map((row) => (
            <Skeleton key={row} className="h-14" />
          ))}
        </div>
      </div>
    </Loading>
  );
}
