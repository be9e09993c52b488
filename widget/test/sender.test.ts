import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "../src/app/api-error";
import { Outbox } from "../src/app/outbox";
import { Sender } from "../src/app/sender";
import type { Message } from "../src/shared/protocol";
import { memoryStore } from "../src/shared/storage";
import { message } from "./messages";

const offline = () => new ApiError(0, "unreachable", "");

describe("sender", () => {
  let outbox: Outbox;
  let confirmed: Message[];
  let posts: string[];
  let answer: (content: string, clientId: string) => Promise<Message>;
  let sender: Sender;

  beforeEach(() => {
    vi.useFakeTimers();
    outbox = new Outbox(memoryStore(), "out:");
    confirmed = [];
    posts = [];
    answer = (content, clientId) => Promise.resolve(message(posts.length, { content, client_id: clientId }));
    const post = (content: string, clientId: string) => {
      posts.push(content);
      return answer(content, clientId);
    };
    sender = new Sender("lock", outbox, post, { confirmed: (one) => confirmed.push(one), changed: () => undefined });
  });
  afterEach(() => vi.useRealTimers());

  it("posts one after the other in the order of writing", async () => {
    for (const text of ["a", "b", "c"]) outbox.add(text);
    sender.kick();
    sender.kick();
    await vi.runAllTimersAsync();
    expect(posts).toEqual(["a", "b", "c"]);
    expect(confirmed.map((one) => one.content)).toEqual(["a", "b", "c"]);
    expect(outbox.entries()).toEqual([]);
  });

  it("repeats the same message under the same client id until it is through, and only then the next", async () => {
    const ids: string[] = [];
    let left = 3;
    answer = (content, clientId) => {
      ids.push(clientId);
      return left-- > 0 ? Promise.reject(offline()) : Promise.resolve(message(1, { content, client_id: clientId }));
    };
    outbox.add("a");
    outbox.add("b");
    sender.kick();
    await vi.runAllTimersAsync();
    expect(posts).toEqual(["a", "a", "a", "a", "b"]);
    expect(new Set(ids.slice(0, 4)).size).toBe(1);
  });

  it("waits longer after each failure, but tries at once when there is reason to", async () => {
    answer = () => Promise.reject(offline());
    outbox.add("a");
    sender.kick();
    await vi.advanceTimersByTimeAsync(0);
    expect(posts.length).toBe(1);
    await vi.advanceTimersByTimeAsync(240);
    expect(posts.length).toBe(1);
    sender.kick();
    await vi.advanceTimersByTimeAsync(0);
    expect(posts.length).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(posts.length).toBeLessThan(10);
  });

  it("honours the server's Retry-After", async () => {
    answer = () => Promise.reject(new ApiError(429, "too_many", "", 20_000));
    outbox.add("a");
    sender.kick();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(posts.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(posts.length).toBe(2);
  });

  it("keeps a refused message for the customer to decide, and goes on", async () => {
    answer = (content, clientId) =>
      content === "bad"
        ? Promise.reject(new ApiError(422, "invalid", "No."))
        : Promise.resolve(message(1, { content, client_id: clientId }));
    outbox.add("bad");
    outbox.add("good");
    sender.kick();
    await vi.runAllTimersAsync();
    expect(confirmed.map((one) => one.content)).toEqual(["good"]);
    expect(outbox.entries().map((entry) => entry.refused)).toEqual(["No."]);
  });
});
