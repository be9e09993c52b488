import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from "@tanstack/react-router";
import { meQuery } from "@/api/queries";
import { session } from "@/api/session";
import { readSearch } from "@/features/inbox/filters";
import { CouldNotStart, NotFound, Starting } from "./boundary";
import { queryClient } from "./query-client";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: CouldNotStart });

/** Where to go after signing in; only places inside the app count. */
function readReturn(search: Record<string, unknown>): { from?: string } {
  return typeof search.from === "string" && /^\/(?![/\\])/.test(search.from) ? { from: search.from } : {};
}

async function skipWhenSignedIn({ search }: { search: { from?: string } }): Promise<void> {
  // An unreachable server is no reason to hide the form.
  const current = await session.restore().catch(() => null);
  if (current !== null) throw redirect({ href: search.from ?? "/inbox" });
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readReturn,
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import("@/features/auth/components/sign-in-page"), "SignInPage"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  validateSearch: readReturn,
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import("@/features/auth/components/register-page"), "RegisterPage"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("@/features/auth/components/invitation-page"), "InvitationPage"),
});

const twoStep = createRoute({
  getParentRoute: () => root,
  path: "/two-step",
  validateSearch: readReturn,
  beforeLoad: async ({ search }) => {
    const current = await session.restore();
    if (current === null) throw redirect({ to: "/sign-in", search });
    if (current.mfa === "ok") throw redirect({ href: search.from ?? "/inbox" });
  },
  component: lazyRouteComponent(() => import("@/features/auth/components/two-step-page"), "TwoStepPage"),
  pendingComponent: Starting,
});

const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  beforeLoad: async ({ location }) => {
    const current = await session.restore();
    if (current === null) throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { from: location.href } });
    if (current.mfa !== "ok") throw redirect({ to: "/two-step", search: location.pathname === "/" ? {} : { from: location.href } });
    await queryClient.query({ ...meQuery, staleTime: "static" });
  },
  component: lazyRouteComponent(() => import("./frame"), "Frame"),
  pendingComponent: Starting,
});

const home = createRoute({
  getParentRoute: () => frame,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox", replace: true });
  },
});

const inbox = createRoute({
  getParentRoute: () => frame,
  path: "/inbox",
  validateSearch: readSearch,
  component: lazyRouteComponent(() => import("@/features/inbox/components/inbox-page"), "InboxPage"),
});
const inboxHome = createRoute({
  getParentRoute: () => inbox,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/inbox/components/no-conversation"), "NoConversation"),
});
const thread = createRoute({
  getParentRoute: () => inbox,
  path: "/$conversationId",
  component: lazyRouteComponent(() => import("@/features/inbox/components/thread-page"), "ThreadPage"),
});

const knowledge = createRoute({
  getParentRoute: () => frame,
  path: "/knowledge",
  component: lazyRouteComponent(() => import("@/features/knowledge/components/knowledge-page"), "KnowledgePage"),
});
const document = createRoute({
  getParentRoute: () => frame,
  path: "/knowledge/$documentId",
  component: lazyRouteComponent(() => import("@/features/knowledge/components/document-page"), "DocumentPage"),
});

const chatbots = createRoute({
  getParentRoute: () => frame,
  path: "/chatbots",
  component: lazyRouteComponent(() => import("@/features/chatbots/components/chatbots-page"), "ChatbotsPage"),
});
const chatbot = createRoute({
  getParentRoute: () => frame,
  path: "/chatbots/$chatbotId",
  component: lazyRouteComponent(() => import("@/features/chatbots/components/chatbot-page"), "ChatbotPage"),
});

const members = createRoute({
  getParentRoute: () => frame,
  path: "/members",
  component: lazyRouteComponent(() => import("@/features/members/components/members-page"), "MembersPage"),
});

const ai = createRoute({
  getParentRoute: () => frame,
  path: "/ai",
  component: lazyRouteComponent(() => import("@/features/ai/components/ai-page"), "AiPage"),
});

const settings = createRoute({
  getParentRoute: () => frame,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/tenancy/components/settings-page"), "SettingsPage"),
});

const devices = createRoute({
  getParentRoute: () => frame,
  path: "/settings/devices",
  component: lazyRouteComponent(() => import("@/features/sessions/components/devices-page"), "DevicesPage"),
});
const security = createRoute({
  getParentRoute: () => frame,
  path: "/settings/security",
  component: lazyRouteComponent(() => import("@/features/auth/components/security-page"), "SecurityPage"),
});
const roles = createRoute({
  getParentRoute: () => frame,
  path: "/settings/roles",
  component: lazyRouteComponent(() => import("@/features/members/components/roles-page"), "RolesPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => frame,
  path: "/settings/api-keys",
  component: lazyRouteComponent(() => import("@/features/api-keys/components/api-keys-page"), "ApiKeysPage"),
});
const auditLog = createRoute({
  getParentRoute: () => frame,
  path: "/settings/audit-log",
  component: lazyRouteComponent(() => import("@/features/audit/components/audit-page"), "AuditPage"),
});

const jobs = createRoute({
  getParentRoute: () => frame,
  path: "/settings/jobs",
  component: lazyRouteComponent(() => import("@/features/jobs/components/jobs-page"), "JobsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    register,
    invitation,
    twoStep,
    frame.addChildren([home, inbox.addChildren([inboxHome, thread]), knowledge, document, chatbots, chatbot, members, ai, settings, security, devices, roles, apiKeys, auditLog, jobs]),
  ]),
  defaultPreload: "intent",
  defaultPendingMs: 150,
  defaultErrorComponent: CouldNotStart,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
