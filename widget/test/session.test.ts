import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../src/app/api-error";
import { Session } from "../src/app/session";
import { memoryStore, storeKeys } from "../src/shared/storage";

describe("session", () => {
  const keys = storeKeys("k");
  let made: number;
  const session = (store = memoryStore()) => new Session("http://x/api/v1", "k", store, keys, () => ({ name: "Ana" }));

  beforeEach(() => {
    made = 0;
    vi.stubGlobal("fetch", () =>
      Promise.resolve(
        new Response(JSON.stringify({ data: { visitor_token: `t${++made}`, conversation_id: null } }), { status: 201 }),
      ),
    );
  });
  afterEach(() => vi.unstubAllGlobals());

  it("makes one session for calls that come together, and keeps it", async () => {
    const store = memoryStore();
    const one = session(store);
    expect(await Promise.all([one.ensure(), one.ensure()])).toEqual(["t1", "t1"]);
    expect(await session(store).ensure()).toBe("t1");
    expect(made).toBe(1);
  });

  it("starts anew once when the token is refused, and says so", async () => {
    const one = session();
    const lost = vi.fn();
    one.onLost = lost;
    await one.ensure();
    const used: string[] = [];
    const result = await one.authorised((token) => {
      used.push(token);
      return token === "t1" ? Promise.reject(new ApiError(401, "unauthorized", "")) : Promise.resolve("fine");
    });
    expect([result, used, lost.mock.calls.length]).toEqual(["fine", ["t1", "t2"], 1]);
  });

  it("remembers that there is a conversation", async () => {
    const store = memoryStore();
    const one = session(store);
    await one.ensure();
    expect(session(store).hasConversation).toBe(false);
    one.markConversation();
    expect(session(store).hasConversation).toBe(true);
  });
});
