import type { ReactNode } from "react";

export function AuthLayout({ title, lead, children, footer }: { title: string; lead: string; children: ReactNode; footer: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-8 flex items-center gap-2.5">
          <img src="/icon.svg" alt="" className="size-8" />
          <span className="text-lg font-semibold">DealSmart</span>
        </div>
        <h1 className="text-xl font-semibold">{title}</h1>
        <p className="mt-1 mb-6 text-muted">{lead}</p>
        {children}
        <p className="mt-6 text-muted">{footer}</p>
      </div>
    </main>
  );
}

export function FormProblem({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className="rounded bg-danger-soft px-3 py-2.5 font-medium text-danger">
      {text}
    </p>
  );
}
