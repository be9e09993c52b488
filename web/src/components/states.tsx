import { CircleAlert, RotateCw, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError, messageOf } from "@/api/problem";
import { cx } from "@/lib/cx";
import { Button } from "./button";

export function EmptyState({ icon, title, children, action, className }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode; className?: string }) {
  return (
    <div className={cx("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}>
      {icon !== undefined && <span className="mb-1 flex size-11 items-center justify-center rounded-lg bg-raised text-muted [&_svg]:size-5">{icon}</span>}
      <h2 className="text-sm font-semibold">{title}</h2>
      {children !== undefined && <div className="max-w-sm text-muted">{children}</div>}
      {action !== undefined && <div className="mt-3 flex gap-2">{action}</div>}
    </div>
  );
}

/** What happened, what to do, and a way to try again. */
export function ErrorState({ error, title, retry, className }: { error: unknown; title: string; retry?: () => void; className?: string }) {
  const unreachable = error instanceof ApiError && error.status === 0;
  return (
    <div role="alert" className={cx("flex flex-col items-center justify-center gap-2 px-6 py-12 text-center", className)}>
      <span className="mb-1 flex size-11 items-center justify-center rounded-lg bg-danger-soft text-danger [&_svg]:size-5">{unreachable ? <WifiOff aria-hidden /> : <CircleAlert aria-hidden />}</span>
      <h2 className="text-sm font-semibold">{title}</h2>
      <p className="max-w-sm text-muted">{messageOf(error)}</p>
      {error instanceof ApiError && error.requestId !== null && <p className="text-xs text-muted">Request {error.requestId}</p>}
      {retry !== undefined && (
        <Button className="mt-3" onClick={retry} icon={<RotateCw aria-hidden className="size-4" />}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx("pulse block rounded-sm bg-raised", className)} />;
}

export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={label}>
      {children}
    </div>
  );
}

/** A notice in the flow of a page. */
export function Notice({ tone, icon, children, action }: { tone: "warning" | "danger" | "ai" | "neutral"; icon?: ReactNode; children: ReactNode; action?: ReactNode }) {
  const looks = { warning: "bg-warning-soft [&>svg]:text-warning", danger: "bg-danger-soft [&>svg]:text-danger", ai: "bg-ai-soft [&>svg]:text-ai", neutral: "bg-raised [&>svg]:text-muted" };
  return (
    <div className={cx("flex items-start gap-2.5 rounded px-3 py-2.5 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0", looks[tone])}>
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
