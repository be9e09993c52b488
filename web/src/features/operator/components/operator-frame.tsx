import { Link, Outlet } from "@tanstack/react-router";
import { ArrowLeft, Building2, Gauge, ListChecks, ScrollText, Users } from "lucide-react";
import { useMe } from "@/lib/permissions";

const SECTIONS = [
  { to: "/operator", name: "Overview", icon: Gauge, exact: true },
  { to: "/operator/tenants", name: "Tenants", icon: Building2, exact: false },
  { to: "/operator/users", name: "Users", icon: Users, exact: false },
  { to: "/operator/jobs", name: "Jobs", icon: ListChecks, exact: false },
  { to: "/operator/log", name: "Log", icon: ScrollText, exact: false },
] as const;

/** The operator's area: a place of its own, which looks like none of a workspace's. */
export function OperatorFrame() {
  const me = useMe();
  return (
    <div className="flex h-dvh flex-col">
      <a href="#main" className="sr-only z-50 rounded bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
        Skip to the page
      </a>
      <header className="flex h-12 shrink-0 items-center gap-3 bg-text px-4 text-surface md:px-6">
        <strong className="font-semibold">Operator area</strong>
        <span className="min-w-0 truncate text-xs opacity-80 max-md:hidden">All tenants of this installation. What you do here is written down.</span>
        <Link to="/inbox" className="ml-auto flex h-9 shrink-0 items-center gap-1.5 rounded px-2 font-medium hover:underline focus-visible:outline-surface max-md:h-11">
          <ArrowLeft aria-hidden className="size-4" />
          <span className="max-w-40 truncate">{me === undefined ? "Back" : me.tenant.name}</span>
        </Link>
      </header>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <nav aria-label="Operator area" className="flex shrink-0 border-b bg-canvas max-md:overflow-x-auto md:w-44 md:flex-col md:gap-1 md:border-r md:border-b-0 md:p-2">
          {SECTIONS.map((section) => (
            <Link
              key={section.to}
              to={section.to}
              activeOptions={{ exact: section.exact, includeSearch: false }}
              className="focus-inset flex h-11 items-center gap-2 rounded px-3 font-medium whitespace-nowrap text-muted hover:bg-raised hover:text-text max-md:flex-1 max-md:justify-center md:h-9"
              activeProps={{ className: "!text-accent md:bg-accent-soft", "aria-current": "page" }}
            >
              <section.icon aria-hidden className="size-4 shrink-0 max-md:hidden" />
              {section.name}
            </Link>
          ))}
        </nav>
        <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
    </div>
  );
}
