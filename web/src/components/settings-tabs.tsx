import { Link } from "@tanstack/react-router";
import { useCan } from "@/lib/permissions";

const look = "flex h-10 items-center border-b-2 border-transparent px-3 font-medium whitespace-nowrap text-muted hover:text-text max-md:h-11";

/** The pages of the settings. */
export function SettingsTabs() {
  const mayAudit = useCan("audit:read");
  const maySeeJobs = useCan("jobs:read");
  const maySeeKeys = useCan("api_keys:read");
  const maySeeWebhooks = useCan("webhooks:read");
  const tabs = [
    { to: "/settings", name: "General" },
    { to: "/settings/account", name: "Account" },
    { to: "/settings/teams", name: "Teams" },
    { to: "/settings/features", name: "Features" },
    { to: "/settings/usage", name: "Usage" },
    { to: "/settings/security", name: "Security" },
    { to: "/settings/devices", name: "Devices" },
    { to: "/settings/sign-in", name: "Sign-in" },
    { to: "/settings/roles", name: "Roles" },
    ...(maySeeKeys ? [{ to: "/settings/api-keys", name: "API keys" }] : []),
    ...(maySeeWebhooks ? [{ to: "/settings/webhooks", name: "Webhooks" }] : []),
    ...(mayAudit ? [{ to: "/settings/audit-log", name: "Audit log" }] : []),
    ...(maySeeJobs ? [{ to: "/settings/jobs", name: "Jobs" }] : []),
  ] as const;
  return (
    <nav aria-label="Settings" className="flex shrink-0 overflow-x-auto border-b px-1 md:px-3">
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={look} activeOptions={{ exact: true }} activeProps={{ className: "!border-accent !text-accent", "aria-current": "page" }}>
          {tab.name}
        </Link>
      ))}
    </nav>
  );
}
