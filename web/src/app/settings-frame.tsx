import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useCan } from "@/lib/permissions";

const look =
  "flex h-11 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted hover:text-text md:h-8 md:rounded md:border-b-0 md:px-2 md:hover:bg-raised";

/** The settings: their list beside the page, or above it on a phone. */
export function SettingsFrame() {
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone the list is longer than the screen is wide.
  useEffect(() => {
    list.current?.querySelector("[aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [pathname]);
  return (
    <div className="flex h-full min-h-0 max-md:flex-col">
      <nav
        ref={list}
        aria-label="Settings"
        className="flex shrink-0 overflow-x-auto border-b bg-surface px-1 md:w-52 md:flex-col md:gap-5 md:overflow-x-hidden md:overflow-y-auto md:border-r md:border-b-0 md:px-3 md:py-4"
      >
        {useGroups().map((group) => (
          <div key={group.name} role="group" aria-label={group.name} className="flex shrink-0 md:flex-col">
            <p aria-hidden className="mb-1 px-2 text-xs font-medium text-muted max-md:hidden">
              {group.name}
            </p>
            {group.pages.map((page) => (
              <Link
                key={page.to}
                to={page.to}
                className={look}
                activeOptions={{ exact: true, includeSearch: false }}
                activeProps={{ className: "!text-accent max-md:!border-accent md:bg-accent-soft", "aria-current": "page" }}
              >
                {page.name}
              </Link>
            ))}
          </div>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}

function useGroups() {
  const mayAudit = useCan("audit:read");
  const maySeeJobs = useCan("jobs:read");
  const maySeeKeys = useCan("api_keys:read");
  const maySeeWebhooks = useCan("webhooks:read");
  const developers = [
    ...(maySeeKeys ? ([{ to: "/settings/api-keys", name: "API keys" }] as const) : []),
    ...(maySeeWebhooks
      ? ([
          { to: "/settings/webhooks", name: "Webhooks" },
          { to: "/settings/events", name: "Events" },
        ] as const)
      : []),
    ...(maySeeJobs ? ([{ to: "/settings/jobs", name: "Jobs" }] as const) : []),
  ];
  return [
    {
      name: "Workspace",
      pages: [
        { to: "/settings", name: "General" },
        { to: "/settings/teams", name: "Teams" },
        { to: "/settings/roles", name: "Roles" },
        { to: "/settings/features", name: "Features" },
        { to: "/settings/usage", name: "Usage" },
        { to: "/settings/sign-in", name: "Sign-in" },
        ...(mayAudit ? ([{ to: "/settings/audit-log", name: "Audit log" }] as const) : []),
      ],
    },
    {
      name: "You",
      pages: [
        { to: "/settings/account", name: "Account" },
        { to: "/settings/notifications", name: "Notifications" },
        { to: "/settings/security", name: "Security" },
        { to: "/settings/devices", name: "Devices" },
      ],
    },
    ...(developers.length === 0 ? [] : [{ name: "Developers", pages: developers }]),
  ] as const;
}
