import { describe, expect, it, vi } from "vitest";
import { ApiError } from "./problem";
import { SessionStore } from "./session";

const body = (token: string) => ({ data: { access_token: token, expires_in: 900, refresh_token: "r", user: { id: "u", email: "e", name: "n" }, tenant: { id: "t", slug: "s", name: "w" }, role: "agent" } });
const json = (status: number, value: unknown) => new Response(JSON.stringify(value), { status, headers: { "content-type": "application/json" } });
const request = (init?: RequestInit) => new Request("http://localhost/api/v1/conversations", init);
const alone = <T>(task: () => Promise<T>) => task();

/** A server that accepts only the newest token and hands out `new` on refresh. */
function server(options: { refreshStatus?: number } = {}) {
  let refreshes = 0;
  const fetcher = vi.fn(async (input: RequestInfo | URL) => {
    await Promise.resolve();
    const url = input instanceof Request ? input.url : String(input);
    if (url.endsWith("/auth/refresh")) {
      refreshes += 1;
      return options.refreshStatus === undefined ? json(200, body("new")) : json(options.refreshStatus, { title: "no", code: "refused" });
    }
    const token = input instanceof Request ? input.headers.get("authorization") : null;
    return token === "Bearer new" ? json(200, { data: [] }) : json(401, { title: "no" });
  });
  return { fetcher, refreshes: () => refreshes };
}

describe("SessionStore", () => {
  it("refreshes once for many requests that are refused together, and repeats each", async () => {
    const { fetcher, refreshes } = server();
    const store = new SessionStore(fetcher, alone);
    const answers = await Promise.all([1, 2, 3, 4].map(() => store.authorized(request())));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(refreshes()).toBe(1);
  });

  it("repeats a refused request with its body", async () => {
    const bodies: string[] = [];
    const { fetcher } = server();
    const store = new SessionStore(async (input) => {
      if (input instanceof Request) bodies.push(await input.clone().text());
      return fetcher(input);
    }, alone);
    const answer = await store.authorized(request({ method: "POST", body: "hello" }));
    expect(answer.status).toBe(200);
    expect(bodies).toEqual(["hello", "hello"]);
  });

  it("signs out when the refresh is refused, and hands the 401 on", async () => {
    const { fetcher } = server({ refreshStatus: 401 });
    const store = new SessionStore(fetcher, alone);
    store.set(body("old").data as never);
    const seen: unknown[] = [];
    store.subscribe((session) => seen.push(session));
    const answer = await store.authorized(request());
    expect(answer.status).toBe(401);
    expect(seen).toEqual([null]);
  });

  it("leaves a member's name when it is over, and never renews it with the cookie", async () => {
    const { fetcher, refreshes } = server();
    const store = new SessionStore(fetcher, alone);
    const leave = vi.fn();
    store.impersonate(body("theirs").data as never, leave);
    expect(store.current?.access_token).toBe("theirs");
    const answers = await Promise.all([store.authorized(request()), store.authorized(request())]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
    expect(leave).toHaveBeenCalled();
    expect(refreshes()).toBe(0);
    expect(store.current?.access_token).toBe("theirs");
  });

  it("asks once whether the cookie stands for anybody, and tells nobody that it doesn't", async () => {
    const { fetcher, refreshes } = server({ refreshStatus: 401 });
    const store = new SessionStore(fetcher, alone);
    const listener = vi.fn();
    store.subscribe(listener);
    expect(await store.restore()).toBeNull();
    expect(await store.restore()).toBeNull();
    expect(refreshes()).toBe(1);
    expect(listener).not.toHaveBeenCalled();
  });

  it("keeps people signed in when the server fails during a refresh", async () => {
    const { fetcher } = server({ refreshStatus: 503 });
    const store = new SessionStore(fetcher, alone);
    store.set(body("old").data as never);
    await expect(store.refresh()).rejects.toBeInstanceOf(ApiError);
    expect(store.current?.access_token).toBe("old");
  });

  it("says that the server can't be reached when the network fails", async () => {
    const store = new SessionStore(() => Promise.reject(new TypeError("fetch failed")), alone);
    await expect(store.authorized(request())).rejects.toMatchObject({ status: 0, code: "unreachable" });
  });

  it("does not refresh for the sign-in itself", async () => {
    const { fetcher, refreshes } = server();
    const store = new SessionStore(fetcher, alone);
    const answer = await store.authorized(new Request("http://localhost/api/v1/auth/login", { method: "POST" }));
    expect(answer.status).toBe(401);
    expect(refreshes()).toBe(0);
  });

  it("uses a session that another request renewed meanwhile", async () => {
    const { fetcher, refreshes } = server();
    const store = new SessionStore(async (input) => {
      const answer = await fetcher(input);
      if (input instanceof Request && answer.status === 401) store.set(body("new").data as never);
      return answer;
    }, alone);
    expect((await store.authorized(request())).status).toBe(200);
    expect(refreshes()).toBe(0);
  });

  it("refreshes for the workspace of this tab, and repeats requests about its sessions", async () => {
    const asked: unknown[] = [];
    const { fetcher } = server();
    const place = { id: "t2" as string | null, get: () => place.id, set: (id: string | null) => void (place.id = id) };
    const store = new SessionStore(
      async (input, init) => {
        if (!(input instanceof Request) && init?.body !== undefined) asked.push(JSON.parse(init.body as string));
        return fetcher(input);
      },
      alone,
      place,
    );
    expect((await store.authorized(new Request("http://localhost/api/v1/auth/sessions"))).status).toBe(200);
    expect(asked).toEqual([{ tenant_id: "t2" }]);
    expect(place.id).toBe("t");
    store.set(null);
    expect(place.id).toBeNull();
  });

  it("takes any workspace when the remembered one is none any more, but never exchanges the one on the screen", async () => {
    let refreshes = 0;
    const refusing = async (input: RequestInfo | URL, init?: RequestInit) => {
      await Promise.resolve();
      if (input instanceof Request) return json(401, { title: "no" });
      refreshes += 1;
      return init?.body === undefined ? json(200, body("new")) : json(403, { title: "no", code: "no_workspace" });
    };
    const place = { get: () => "gone", set: () => undefined };
    const store = new SessionStore(refusing, alone, place);
    expect((await store.restore())?.access_token).toBe("new");
    expect(refreshes).toBe(2);
    expect((await store.authorized(request())).status).toBe(401);
    expect(store.current).toBeNull();
    expect(refreshes).toBe(3);
  });
});
