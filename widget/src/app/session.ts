import type { Identity } from "../shared/bridge";
import { isFields } from "../shared/protocol";
import { readJson, type Store, type StoreKeys } from "../shared/storage";
import { ApiError } from "./api-error";
import { request } from "./http";
import { exclusively } from "./locks";

interface Kept {
  token: string;
  conversation: boolean;
}

/** The visitor's token, shared by all tabs of the site, made when it is first needed and made anew when the
 * server no longer takes it. */
export class Session {
  /** Called when the old conversation is out of reach. */
  onLost: () => void = () => undefined;
  private starting: Promise<string> | null = null;

  constructor(
    private readonly base: string,
    private readonly chatbot: string,
    private readonly store: Store,
    private readonly keys: StoreKeys,
    private readonly identity: () => Identity,
  ) {}

  private get kept(): Kept | null {
    const value = readJson(this.store, this.keys.session);
    if (!isFields(value) || typeof value["token"] !== "string") return null;
    return { token: value["token"], conversation: value["conversation"] === true };
  }

  get token(): string | null {
    return this.kept?.token ?? null;
  }

  /** Whether this visitor has written before, so that there is something to fetch and listen to. */
  get hasConversation(): boolean {
    return this.kept?.conversation ?? false;
  }

  markConversation(): void {
    const kept = this.kept;
    if (kept && !kept.conversation) this.keep({ ...kept, conversation: true });
  }

  /** The token, from a new session if there is none. Tabs that ask at once get the same one. */
  async ensure(): Promise<string> {
    const token = this.token;
    if (token) return token;
    this.starting ??= exclusively(this.keys.session, async () => this.token ?? (await this.create())).finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  /** Runs `call` with the token, and once more with a new one if the server refuses the first. */
  async authorised<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.ensure();
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      this.refuse(token);
      return call(await this.ensure());
    }
  }

  private refuse(token: string): void {
    // Another tab may have renewed it already; then only this call was late.
    if (this.token !== token) return;
    this.store.remove(this.keys.session);
    this.onLost();
  }

  private async create(): Promise<string> {
    const { name, email } = this.identity();
    const body = await request(`${this.base}/widget/${encodeURIComponent(this.chatbot)}/sessions`, {
      method: "POST",
      body: { ...(name ? { name } : {}), ...(email ? { email } : {}) },
    });
    const data = isFields(body) && isFields(body["data"]) ? body["data"] : {};
    const token = data["visitor_token"];
    if (typeof token !== "string") throw new ApiError(0, "malformed", "");
    this.keep({ token, conversation: typeof data["conversation_id"] === "string" });
    return token;
  }

  private keep(kept: Kept): void {
    this.store.set(this.keys.session, JSON.stringify(kept));
  }
}
