import { serverUrl } from "./server.ts";

/** The demo's staff; all have the same password. */
export const NORTHWIND = {
  owner: { email: "ingrid.halvorsen@northwind.example", name: "Ingrid Halvorsen" },
  agent: { email: "dana.kowalski@northwind.example", name: "Dana Kowalski" },
  viewer: { email: "helen.cho@northwind.example", name: "Helen Cho" },
  password: "northwind-demo",
} as const;

export interface Listed {
  id: string;
}

export interface Message extends Listed {
  seq: number;
  content: string;
  private: boolean;
  sender: { kind: string };
}

export interface Document extends Listed {
  title: string;
  status: string;
  error: { message: string } | null;
}

export interface Account {
  email: string;
  password: string;
}

/** The API as a program sees it: for what a journey must know beyond the screen, and to set a scene. */
export class Api {
  private constructor(private readonly token: string) {}

  static async signIn({ email, password }: Account): Promise<Api> {
    const session = await call<{ access_token: string }>("POST", "/auth/login", { email, password });
    return new Api(session.access_token);
  }

  static async register(account: Account & { name: string; workspace: string }): Promise<Api> {
    const session = await call<{ access_token: string }>("POST", "/auth/register", account);
    return new Api(session.access_token);
  }

  get<T>(path: string): Promise<T> {
    return call<T>("GET", path, undefined, this.token);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return call<T>("POST", path, body, this.token);
  }

  patch<T>(path: string, body: unknown): Promise<T> {
    return call<T>("PATCH", path, body, this.token);
  }

  messages(conversationId: string): Promise<Message[]> {
    return this.get(`/conversations/${conversationId}/messages?since=0&limit=100`);
  }

  /** A conversation that came by the API, with the customer's first message. */
  async conversation(name: string, content: string): Promise<string> {
    const { id } = await this.post<Listed>("/conversations", { contact: { name, email: `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, ".")}@mail.example` }, content });
    return id;
  }

  documents(): Promise<Document[]> {
    return this.get("/knowledge/documents?limit=100");
  }
}

async function call<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const answer = await fetch(`${serverUrl()}/api/v1${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${text}`);
  return (text === "" ? undefined : (JSON.parse(text) as { data: T }).data) as T;
}
