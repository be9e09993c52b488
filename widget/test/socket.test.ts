import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { runSocket } from "../src/app/socket";

class FakeSocket {
  static readonly OPEN = 1;
  static last: FakeSocket;
  readyState = 1;
  sent: string[] = [];
  closed = false;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    FakeSocket.last = this;
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
}

const hello = '{"type":"hello","seq":1,"data":{"heartbeat_seconds":25}}';

describe("socket", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("WebSocket", FakeSocket);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it("ends a connection that does not answer its ping", async () => {
    const done = runSocket("ws://x", () => undefined, new AbortController().signal);
    FakeSocket.last.onmessage?.({ data: hello });
    await vi.advanceTimersByTimeAsync(25_000);
    expect(FakeSocket.last.sent).toEqual(['{"type":"ping"}']);
    FakeSocket.last.onmessage?.({ data: '{"type":"pong"}' });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(FakeSocket.last.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(15_100);
    expect(FakeSocket.last.closed).toBe(true);
    expect(await done).toBe(true);
  });

  it("gives up on a connection that never comes about", async () => {
    const done = runSocket("ws://x", () => undefined, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await done).toBe(false);
  });

  it("ignores frames that it does not know or cannot read", () => {
    const types: string[] = [];
    void runSocket("ws://x", (frame) => types.push(frame.type), new AbortController().signal);
    for (const data of ["{", '{"type":"later.invention"}', '{"type":"message.created","data":{"private":true}}', hello]) {
      FakeSocket.last.onmessage?.({ data });
    }
    expect(types).toEqual(["hello"]);
  });
});
