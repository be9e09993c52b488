import { createRootRoute, createRoute, createRouter, lazyRouteComponent, notFound, Outlet, redirect, type RouteComponent } from "@tanstack/react-router";
import { meQuery } from "@/api/queries";
import { session } from "@/api/session";
import { readSearch } from "@/features/inbox/filters";
import { CouldNotStart, NotFound, Starting } from "./boundary";
import { queryClient } from "./query-client";

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: CouldNotStart });

/** Where to go after signing in; only places inside the app count. */
function readReturn(search: Record<string, unknown>): { from?: string; problem?: string } {
  const from = typeof search.from === "string" && /^\/(?![/\\])/.test(search.from) ? { from: search.from } : {};
  return { ...from, ...readProblem(search) };
}

/** What the way by a provider led to. */
function readProblem(search: Record<string, unknown>): { problem?: string; linked?: string } {
  const word = (name: "problem" | "linked") => (typeof search[name] === "string" || typeof search[name] === "number" ? { [name]: String(search[name]) } : {});
  return { ...word("problem"), ...word("linked") };
}

async function requireSession({ location }: { location: { pathname: string; href: string } }): Promise<void> {
  const current = await session.restore();
  if (current === null) throw redirect({ to: "/sign-in", search: location.pathname === "/" ? {} : { from: location.href } });
  if (current.mfa !== "ok") throw redirect({ to: "/two-step", search: location.pathname === "/" ? {} : { from: location.href } });
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

const phoneSignIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/phone",
  validateSearch: readReturn,
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import("@/features/auth/components/phone-sign-in-page"), "PhoneSignInPage"),
});
const workspaceSignIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in/workspace",
  validateSearch: (search: Record<string, unknown>): { from?: string; workspace?: string } => ({ ...readReturn(search), ...(typeof search.workspace === "string" ? { workspace: search.workspace } : {}) }),
  beforeLoad: skipWhenSignedIn,
  component: lazyRouteComponent(() => import("@/features/auth/components/workspace-provider-page"), "WorkspaceProviderPage"),
});
const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  component: lazyRouteComponent(() => import("@/features/auth/components/welcome-page"), "WelcomePage"),
});
const qrCode = createRoute({
  getParentRoute: () => root,
  path: "/qr",
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import("@/features/auth/components/qr-approve-page"), "QrCodePage"),
});
const qrApprove = createRoute({
  getParentRoute: () => root,
  path: "/qr/$requestId",
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import("@/features/auth/components/qr-approve-page"), "QrApprovePage"),
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
// Where letters lead, with their secrets behind `#`, and a developer's outbox: open to whoever comes.
const open = <const Path extends string>(path: Path, component: RouteComponent) => createRoute({ getParentRoute: () => root, path, component });
const confirmRegistration = open("/register/confirm", lazyRouteComponent(() => import("@/features/auth/components/confirm-registration-page"), "ConfirmRegistrationPage"));
const verify = open("/verify", lazyRouteComponent(() => import("@/features/auth/components/verify-page"), "VerifyPage"));
const forgot = open("/forgot", lazyRouteComponent(() => import("@/features/auth/components/forgot-page"), "ForgotPage"));
const reset = open("/reset", lazyRouteComponent(() => import("@/features/auth/components/reset-page"), "ResetPage"));
const emailChange = open("/email-change", lazyRouteComponent(() => import("@/features/auth/components/email-change-pages"), "EmailChangePage"));
const emailUndo = open("/email-undo", lazyRouteComponent(() => import("@/features/auth/components/email-change-pages"), "EmailUndoPage"));
const outbox = open("/outbox", lazyRouteComponent(() => import("@/features/outbox/components/outbox-page"), "OutboxPage"));

const frame = createRoute({
  getParentRoute: () => root,
  id: "frame",
  beforeLoad: async ({ location }) => {
    await requireSession({ location });
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

const notifications = createRoute({
  getParentRoute: () => frame,
  path: "/notifications",
  component: lazyRouteComponent(() => import("@/features/notifications/components/notifications-page"), "NotificationsPage"),
});
const settingsFrame = createRoute({
  getParentRoute: () => frame,
  id: "settings-frame",
  component: lazyRouteComponent(() => import("./settings-frame"), "SettingsFrame"),
});
const settings = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/tenancy/components/settings-page"), "SettingsPage"),
});

const notificationSettings = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/notifications",
  component: lazyRouteComponent(() => import("@/features/notifications/components/preferences-page"), "PreferencesPage"),
});
const devices = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/devices",
  component: lazyRouteComponent(() => import("@/features/sessions/components/devices-page"), "DevicesPage"),
});
const security = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/security",
  component: lazyRouteComponent(() => import("@/features/auth/components/security-page"), "SecurityPage"),
});
const teams = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/teams",
  component: lazyRouteComponent(() => import("@/features/teams/components/teams-page"), "TeamsPage"),
});
const features = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/features",
  component: lazyRouteComponent(() => import("@/features/tenancy/components/features-page"), "FeaturesPage"),
});
const usage = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/usage",
  component: lazyRouteComponent(() => import("@/features/tenancy/components/usage-page"), "UsagePage"),
});
const account = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/account",
  component: lazyRouteComponent(() => import("@/features/account/components/account-page"), "AccountPage"),
});
const roles = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/roles",
  component: lazyRouteComponent(() => import("@/features/members/components/roles-page"), "RolesPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/api-keys",
  component: lazyRouteComponent(() => import("@/features/api-keys/components/api-keys-page"), "ApiKeysPage"),
});
const auditLog = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/audit-log",
  component: lazyRouteComponent(() => import("@/features/audit/components/audit-page"), "AuditPage"),
});

const webhooks = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/webhooks",
  component: lazyRouteComponent(() => import("@/features/webhooks/components/webhooks-page"), "WebhooksPage"),
});
const events = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/events",
  validateSearch: ({ type, conversation }: Record<string, unknown>): { type?: string; conversation?: string } => ({
    ...(typeof type === "string" ? { type } : {}),
    ...(typeof conversation === "string" ? { conversation } : {}),
  }),
  component: lazyRouteComponent(() => import("@/features/webhooks/components/events-page"), "EventsPage"),
});
const jobs = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/jobs",
  component: lazyRouteComponent(() => import("@/features/jobs/components/jobs-page"), "JobsPage"),
});
const operator = createRoute({
  getParentRoute: () => root,
  path: "/operator",
  beforeLoad: async ({ location }) => {
    const current = await session.restore();
    if (current === null) throw redirect({ to: "/sign-in", search: { from: location.href } });
    const me = await queryClient.query({ ...meQuery, staleTime: "static" });
    // Like any address that is not there: this area is nobody else's business.
    if (!me.operator) notFound({ throw: true });
  },
  component: lazyRouteComponent(() => import("@/features/operator/components/operator-frame"), "OperatorFrame"),
  pendingComponent: Starting,
});
const operatorOverview = createRoute({
  getParentRoute: () => operator,
  path: "/",
  component: lazyRouteComponent(() => import("@/features/operator/components/overview-page"), "OverviewPage"),
});
const operatorTenants = createRoute({
  getParentRoute: () => operator,
  path: "/tenants",
  component: lazyRouteComponent(() => import("@/features/operator/components/tenants-page"), "TenantsPage"),
});
const operatorTenant = createRoute({
  getParentRoute: () => operator,
  path: "/tenants/$tenantId",
  component: lazyRouteComponent(() => import("@/features/operator/components/tenant-page"), "TenantPage"),
});
const operatorUsers = createRoute({
  getParentRoute: () => operator,
  path: "/users",
  component: lazyRouteComponent(() => import("@/features/operator/components/users-page"), "UsersPage"),
});
const operatorUser = createRoute({
  getParentRoute: () => operator,
  path: "/users/$userId",
  component: lazyRouteComponent(() => import("@/features/operator/components/user-page"), "UserPage"),
});
const operatorJobs = createRoute({
  getParentRoute: () => operator,
  path: "/jobs",
  component: lazyRouteComponent(() => import("@/features/operator/components/jobs-page"), "OperatorJobsPage"),
});
const operatorLog = createRoute({
  getParentRoute: () => operator,
  path: "/log",
  validateSearch: ({ tenant, target }: Record<string, unknown>): { tenant?: string; target?: string } => ({
    ...(typeof tenant === "string" ? { tenant } : {}),
    ...(typeof target === "string" ? { target } : {}),
  }),
  component: lazyRouteComponent(() => import("@/features/operator/components/log-page"), "LogPage"),
});
const signInSettings = createRoute({
  getParentRoute: () => settingsFrame,
  path: "/settings/sign-in",
  validateSearch: readProblem,
  component: lazyRouteComponent(() => import("./sign-in-settings"), "SignInSettings"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    register,
    phoneSignIn,
    workspaceSignIn,
    welcome,
    qrCode,
    qrApprove,
    invitation,
    confirmRegistration,
    verify,
    forgot,
    reset,
    emailChange,
    emailUndo,
    outbox,
    twoStep,
    operator.addChildren([operatorOverview, operatorTenants, operatorTenant, operatorUsers, operatorUser, operatorJobs, operatorLog]),
    frame.addChildren([home, inbox.addChildren([inboxHome, thread]), knowledge, document, chatbots, chatbot, members, ai, notifications, settingsFrame.addChildren([settings, account, notificationSettings, teams, features, usage, security, devices, signInSettings, roles, apiKeys, webhooks, events, auditLog, jobs])]),
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
