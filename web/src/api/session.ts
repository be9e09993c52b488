import { ApiError, problemFrom, unreachable } from "./problem";
import type { Session } from "./types";

type Fetch = typeof fetch;
type Listener = (session: Session | null) => void;

/** Which workspace this tab shows: another tab of the same session may show another. */
export interface Place {
  get(): string | null;
  set(tenantId: string | null): void;
}

const PLACE = "dealsmart.workspace";
const ofThisTab: Place = {
  get: () => {
    try {
      return sessionStorage.getItem(PLACE);
    } catch {
      return null;
    }
  },
  set: (tenantId) => {
    try {
      if (tenantId === null) sessionStorage.removeItem(PLACE);
      else sessionStorage.setItem(PLACE, tenantId);
    } catch {
      // Without storage the server's last one is shown.
    }
  },
};

/** Answered with 401 for another reason than an expired token. */
const NEVER_AGAIN = ["login", "login/passkey", "login/passkey/options", "mfa/verify", "mfa/verify/passkey", "register", "register/confirm", "refresh", "logout", "accept-invitation"].map(
  (name) => `/api/v1/auth/${name}`,
);

/** What a workspace may begin to ask of a session that it had let in. */
const HELD_BACK: Record<string, Session["mfa"]> = { second_factor_required: "second_factor_required", mfa_enrolment_required: "enrolment_required" };

/** Runs a task while no other tab runs one of the same name, where the browser can. */
export type Exclusive = <T>(task: () => Promise<T>) => Promise<T>;

// Refresh tokens rotate and a reused one revokes the family, so two tabs must never refresh at once.
const acrossTabs: Exclusive = async (task) => ("locks" in navigator ? await navigator.locks.request("dealsmart.refresh", task) : task());

/**
 * Who is signed in. The access token lives in memory only; the refresh token lives in an HttpOnly
 * cookie that scripts cannot read, so a reload begins with `restore()`.
 */
export class SessionStore {
  #session: Session | null = null;
  /** The server has said that the cookie stands for nobody; asking it again would say the same. */
  #signedOut = false;
  #refreshing: Promise<Session | null> | null = null;
  readonly #listeners = new Set<Listener>();
  readonly #fetch: Fetch;
  readonly #exclusive: Exclusive;
  readonly #place: Place;
  /** Set while an operator is here in a member's name. */
  #leave: (() => void) | null = null;

  constructor(fetcher: Fetch = (...args) => fetch(...args), exclusive: Exclusive = acrossTabs, place: Place = ofThisTab) {
    this.#fetch = fetcher;
    this.#exclusive = exclusive;
    this.#place = place;
  }

  /**
   * Goes on in a member's name. Nothing renews that token, and it is kept nowhere: when it is over, or the page is loaded
   * anew, the cookie's own session is back. `leave` is called at the end, and must load a new page, so that nothing of the
   * member's is mixed with what is one's own.
   */
  impersonate(session: Session, leave: () => void): void {
    this.#session = session;
    this.#leave = leave;
  }

  get current(): Session | null {
    return this.#session;
  }

  set(session: Session | null): void {
    const unchanged = session === null && this.#session === null;
    this.#session = session;
    this.#signedOut = session === null;
    this.#place.set(session?.tenant.id ?? null);
    // Finding out again that nobody is signed in is no news.
    if (unchanged) return;
    for (const listener of this.#listeners) listener(session);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The session known, or the one that the cookie still stands for. Rejects only when the server can't be reached. */
  async restore(): Promise<Session | null> {
    return this.#session ?? (this.#signedOut ? null : this.refresh());
  }

  /** One refresh at a time: callers that arrive meanwhile share its result. */
  refresh(): Promise<Session | null> {
    if (this.#leave !== null) {
      this.#leave();
      return Promise.resolve(null);
    }
    this.#refreshing ??= this.#exclusive(() => this.#askForSession()).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #askForSession(): Promise<Session | null> {
    const shown = this.#session?.tenant.id ?? null;
    const remembered = shown ?? this.#place.get();
    let response = await this.#ask(remembered);
    // A workspace of an earlier visit may be none of ours any more; the one on the screen is not exchanged for another.
    if (response.status === 403 && shown === null && remembered !== null) response = await this.#ask(null);
    if (response.ok) {
      const { data } = (await response.json()) as { data: Session };
      this.set(data);
      return data;
    }
    // Only these mean "signed out"; a failing server must not throw people out of their work.
    if (response.status === 401 || response.status === 400 || response.status === 403 || response.status === 422) {
      this.set(null);
      return null;
    }
    throw problemFrom(response.status, await response.json().catch(() => null));
  }

  async #ask(tenantId: string | null): Promise<Response> {
    const body = tenantId === null ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify({ tenant_id: tenantId }) };
    try {
      return await this.#fetch("/api/v1/auth/refresh", { method: "POST", credentials: "same-origin", ...body });
    } catch {
      throw unreachable();
    }
  }

  /** `fetch` with the access token; on 401 it refreshes once and asks again. */
  authorized = async (request: Request): Promise<Response> => {
    const again = request.clone();
    const token = this.#session?.access_token;
    const first = await this.#send(request, token);
    if (first.status === 403) await this.#notice(first.clone());
    if (first.status !== 401 || NEVER_AGAIN.includes(new URL(request.url).pathname)) return first;
    // Somebody else may have refreshed while this request was on its way.
    const renewed = this.#session?.access_token !== token && this.#session !== null ? this.#session : await this.refresh();
    return renewed === null ? first : this.#send(again, renewed.access_token);
  };

  /** The workspace asks for a second factor since a moment ago: the screens follow. */
  async #notice(refused: Response): Promise<void> {
    const problem = (await refused.json().catch(() => null)) as { code?: string } | null;
    const mfa = HELD_BACK[problem?.code ?? ""];
    if (mfa !== undefined && this.#session !== null && this.#session.mfa !== mfa) this.set({ ...this.#session, mfa });
  }

  async #send(request: Request, token: string | undefined): Promise<Response> {
    if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
    try {
      return await this.#fetch(request);
    } catch (error) {
      if (error instanceof ApiError || (error instanceof DOMException && error.name === "AbortError")) throw error;
      throw unreachable();
    }
  }
}

export const session = new SessionStore();
