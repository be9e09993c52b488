import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

/** The top of a page: where one is and what one can do here. */
export function PageHeader({ title, back, actions, children }: { title: ReactNode; back?: ReactNode; actions?: ReactNode; children?: ReactNode }) {
  return (
    <header className="sticky top-0 z-20 flex min-h-14 shrink-0 items-center gap-2 border-b bg-surface px-4 py-2 md:px-6">
      {back}
      <h1 className="min-w-0 truncate text-lg font-semibold">{title}</h1>
      {children}
      <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>
    </header>
  );
}

export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cx("flex h-full min-h-0 flex-col overflow-y-auto bg-surface", className)}>{children}</div>;
}

export function Section({ title, description, actions, children }: { title: string; description?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-b px-4 py-6 last:border-b-0 md:px-6">
      <div className="max-w-5xl">
        <div className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-48 flex-1">
          <h2 className="text-sm font-semibold">{title}</h2>
          {description !== undefined && <p className="mt-0.5 max-w-2xl text-muted">{description}</p>}
        </div>
        {actions}
      </div>
      {children}
      </div>
    </section>
  );
}
