import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useParams, useRouter } from "@tanstack/react-router";
import { Bell as BellIcon, Building2, Command, Keyboard, LogOut, Menu as MenuIcon, Monitor, Moon, ServerCog, Sun } from "lucide-react";
import { lazy, Suspense, useEffect, useState, type ReactElement } from "react";
import { workspacesQuery } from "@/api/queries";
import { signOut } from "@/api/sign-out";
import { switchWorkspace } from "@/api/switch-workspace";
import type { Me } from "@/api/types";
import { Avatar } from "@/components/avatar";
import { Menu, menuCode, MenuItem, MenuLabel, MenuSeparator } from "@/components/menu";
import { Tooltip } from "@/components/tooltip";
import { cx } from "@/lib/cx";
import { allows, useMe } from "@/lib/permissions";
import { useShortcuts } from "@/lib/shortcuts";
import { chooseTheme, useThemeChoice } from "@/lib/theme";
import { Bell } from "@/features/notifications/components/bell";
import { useReadByLooking, useUnreadCount } from "@/features/notifications/live";
import { KeepAccount } from "@/features/account/components/keep-account";
import { ImpersonationBanner } from "./impersonation-banner";
import { VerifyBanner } from "./verify-banner";
import { ConnectionBadge, ConnectionBar } from "./connection";
import { DeletionBar, WorkspaceMark } from "./workspace";
import { useLive } from "./live";
import { SECTIONS } from "./sections";

const loadPalette = () => import("./palette").then((module) => ({ default: module.Palette }));
const loadShortcutSheet = () => import("./shortcut-sheet").then((module) => ({ default: module.ShortcutSheet }));
const Palette = lazy(loadPalette);
const ShortcutSheet = lazy(loadShortcutSheet);

/** Fetches the other screens' code once this one stands, so that they open at once, and also while the server is away. */
function useScreensAhead(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      // The operator's area is for few, who can wait for it.
      const routes = Object.values(router.routesById).filter((route) => !route.fullPath.startsWith("/operator"));
      const loads = [loadPalette(), loadShortcutSheet(), menuCode.load(), ...routes.map((route) => router.loadRouteChunk(route))];
      // What doesn't arrive now is fetched when it is needed.
      for (const load of loads) Promise.resolve(load).catch(() => undefined);
    }, 2_000);
    return () => clearTimeout(timer);
  }, [router]);
}

export function Frame() {
  const me = useMe();
  return (
    <div className="flex h-dvh flex-col">
      {me?.impersonation != null && <ImpersonationBanner me={me} impersonation={me.impersonation} />}
      <Shell />
    </div>
  );
}

/** The rail, the page, and what opens over them. */
function Shell() {
  useLive();
  useScreensAhead();
  const me = useMe();
  // On a phone an open thread takes the whole screen; its back button leads to the bar again.
  const { conversationId } = useParams({ strict: false });
  const unread = useUnreadCount();
  useReadByLooking(conversationId);
  const [palette, setPalette] = useState(false);
  const [shortcuts, setShortcuts] = useState(false);
  useShortcuts({ "Mod+k": () => setPalette(true), "?": () => setShortcuts(true) });
  const sections = SECTIONS.filter((section) => section.needs === null || allows(me, section.needs));
  if (me?.deletes_at != null) return <KeepAccount deletesAt={me.deletes_at} />;
  const open = { palette: () => setPalette(true), shortcuts: () => setShortcuts(true) };

  return (
    <div className="flex min-h-0 flex-1 flex-col md:flex-row">
      <a href="#main" className="sr-only z-50 rounded bg-accent px-3 py-2 font-medium text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2">
        Skip to the page
      </a>
      <nav aria-label="Main" className="hidden w-[84px] shrink-0 flex-col items-center gap-1 border-r bg-canvas px-1.5 py-3 md:flex">
        <Tooltip text="Search and commands" keys="Mod+k" side="right">
          <button type="button" aria-label="Search and commands" onClick={open.palette} className="mb-2 flex size-9 items-center justify-center rounded-lg bg-accent text-on-accent">
            <WorkspaceMark fallback={<Logo />} />
          </button>
        </Tooltip>
        {sections.map((section) => (
          <Link
            key={section.to}
            to={section.to}
            className="focus-inset flex w-full flex-col items-center gap-1 rounded py-2 text-xs font-medium text-muted transition-colors hover:bg-raised hover:text-text"
            activeProps={{ className: "!text-accent bg-accent-soft", "aria-current": "page" }}
            activeOptions={{ includeSearch: false }}
          >
            <section.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {section.name}
          </Link>
        ))}
        <div className="mt-auto flex w-full flex-col items-center gap-2">
          <ConnectionBadge />
          <Bell />
          {me !== undefined && (
            <AccountMenu me={me} open={open} side="right">
              <button type="button" aria-label={`Account: ${me.name}`} className="rounded-full">
                <Avatar name={me.name} />
              </button>
            </AccountMenu>
          )}
        </div>
      </nav>
      <ConnectionBar />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <DeletionBar />
        {me?.email_verified === false && <VerifyBanner email={me.email} />}
        <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      <nav aria-label="Main" className={cx("shrink-0 border-t bg-canvas pb-[env(safe-area-inset-bottom)] md:hidden", conversationId === undefined ? "flex" : "hidden")}>
        {sections
          .filter((section) => section.onPhone)
          .map((section) => (
            <Link
              key={section.to}
              to={section.to}
              className="focus-inset flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted"
              activeProps={{ className: "!text-accent", "aria-current": "page" }}
              activeOptions={{ includeSearch: false }}
            >
              <section.icon aria-hidden className="size-5" strokeWidth={1.75} />
              {section.name}
            </Link>
          ))}
        {me !== undefined && (
          <AccountMenu me={me} open={open} side="top" withSections>
            <button type="button" className="focus-inset flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs font-medium text-muted">
              <span className="relative">
                <MenuIcon aria-hidden className="size-5" strokeWidth={1.75} />
                {unread > 0 && <span aria-hidden className="absolute -top-0.5 -right-1 size-2 rounded-full bg-accent" />}
              </span>
              More
            </button>
          </AccountMenu>
        )}
      </nav>
      <Suspense fallback={null}>
        {palette && <Palette onClose={() => setPalette(false)} onShortcuts={open.shortcuts} />}
        {shortcuts && <ShortcutSheet onClose={() => setShortcuts(false)} />}
      </Suspense>
    </div>
  );
}

function Logo() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="size-6">
      <path d="M9 9h8.5a7 7 0 0 1 0 14H13l-4 3.5z" fill="currentColor" />
      <circle cx="17" cy="16" r="2.6" className="fill-accent" />
    </svg>
  );
}

interface AccountMenuProps {
  me: Me;
  open: { palette: () => void; shortcuts: () => void };
  side: "right" | "top";
  withSections?: boolean;
  children: ReactElement;
}

/** The person's other workspaces; nothing while there is only this one. */
function Workspaces({ current }: { current: string }) {
  const { data: memberships } = useQuery(workspacesQuery);
  if (memberships === undefined || memberships.length < 2) return null;
  return (
    <>
      <MenuLabel>Workspaces</MenuLabel>
      {memberships.map(({ tenant }) => (
        <MenuItem key={tenant.id} icon={<Building2 aria-hidden />} checked={tenant.id === current} onSelect={() => tenant.id !== current && void switchWorkspace(tenant.id)}>
          {tenant.name}
        </MenuItem>
      ))}
      <MenuSeparator />
    </>
  );
}

function AccountMenu({ me, open, side, withSections = false, children }: AccountMenuProps) {
  const navigate = useNavigate();
  const theme = useThemeChoice();
  const unread = useUnreadCount();
  return (
    <Menu trigger={children} side={side} align="end">
      <MenuLabel>
        <span className="block text-sm text-text">{me.name}</span>
        {me.tenant.name}
      </MenuLabel>
      <MenuSeparator />
      {me.impersonation == null && <Workspaces current={me.tenant.id} />}
      {me.operator && (
        <>
          <MenuItem icon={<ServerCog aria-hidden />} onSelect={() => void navigate({ to: "/operator" })}>
            Operator area
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      {withSections && (
        <MenuItem icon={<BellIcon aria-hidden />} onSelect={() => void navigate({ to: "/notifications" })}>
          Notifications{unread > 0 && ` (${String(unread)})`}
        </MenuItem>
      )}
      {withSections &&
        SECTIONS.filter((section) => !section.onPhone && (section.needs === null || allows(me, section.needs))).map((section) => (
          <MenuItem key={section.to} icon={<section.icon aria-hidden />} onSelect={() => void navigate({ to: section.to })}>
            {section.name}
          </MenuItem>
        ))}
      <MenuItem icon={<Command aria-hidden />} keys={withSections ? undefined : "Mod+k"} onSelect={open.palette}>
        Search and commands
      </MenuItem>
      {!withSections && (
        <MenuItem icon={<Keyboard aria-hidden />} keys="?" onSelect={open.shortcuts}>
          Keyboard shortcuts
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuLabel>Theme</MenuLabel>
      <MenuItem icon={<Monitor aria-hidden />} checked={theme === "system"} onSelect={() => chooseTheme("system")}>
        As the system
      </MenuItem>
      <MenuItem icon={<Sun aria-hidden />} checked={theme === "light"} onSelect={() => chooseTheme("light")}>
        Light
      </MenuItem>
      <MenuItem icon={<Moon aria-hidden />} checked={theme === "dark"} onSelect={() => chooseTheme("dark")}>
        Dark
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

