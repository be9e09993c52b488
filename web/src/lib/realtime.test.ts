import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Realtime, type ConnectionState, type Frame, type Socket } from "./realtime";

class FakeSocket implements Socket {
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  onerror: Socket["onerror"] = null;
  sent: string[] = [];
  closed = false;
  constructor(readonly after: number | null) {}
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  receive(frame: unknown): void {
    (this.onmessage as unknown as (event: { data: string }) => void)({ data: JSON.stringify(frame) });
  }
  break(): void {
    (this.onclose as unknown as () => void)();
  }
}

const typing = (seq: number) => ({ type: "typing", seq, data: { conversation_id: "c", sender: { kind: "customer" }, typing: true } });

function setup(options: { ticket?: () => Promise<string>; online?: () => boolean } = {}) {
  const sockets: FakeSocket[] = [];
  const frames: Frame[] = [];
  const states: ConnectionState[] = [];
  const realtime = new Realtime({
    ticket: options.ticket ?? (() => Promise.resolve("t")),
    open: (_, after) => {
      const socket = new FakeSocket(after);
      sockets.push(socket);
      return socket;
    },
    isOnline: options.online ?? (() => true),
    random: () => 1,
  });
  realtime.onFrame((frame) => frames.push(frame));
  realtime.onState((state) => states.push(state));
  const socket = (index: number) => {
    const found = sockets[index];
    if (found === undefined) throw new Error(`no socket ${index}`);
    return found;
  };
  const numbers = () => frames.filter((frame) => frame.type === "typing").map((frame) => frame.seq);
  return { realtime, sockets, socket, frames, numbers, states };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

describe("Realtime", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("is live after the hello and starts from its number", async () => {
    const { realtime, socket } = setup();
    realtime.start();
    await settle();
    expect(socket(0).after).toBeNull();
    socket(0).receive({ type: "hello", seq: 40, data: {} });
    expect(realtime.state).toBe("live");
    socket(0).break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket(1).after).toBe(40);
  });

  it("asks for what came after the newest number when it connects again", async () => {
    const { realtime, socket, states } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 1, data: {} });
    socket(0).receive(typing(2));
    socket(0).receive(typing(3));
    socket(0).break();
    expect(realtime.state).toBe("reconnecting");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket(1).after).toBe(3);
    socket(1).receive({ type: "hello", seq: 9, data: {} });
    expect(states).toEqual(["live", "reconnecting", "live"]);
  });

  it("passes each numbered frame on once, also when numbers arrive out of order", async () => {
    const { realtime, socket, numbers } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 1, data: {} });
    for (const seq of [2, 4, 3, 4, 2, 5]) socket(0).receive(typing(seq));
    expect(numbers()).toEqual([2, 4, 3, 5]);
    socket(0).break();
    await vi.advanceTimersByTimeAsync(1_000);
    socket(1).receive({ type: "hello", seq: 6, data: {} });
    socket(1).receive(typing(5));
    socket(1).receive(typing(6));
    expect(numbers()).toEqual([2, 4, 3, 5, 6]);
  });

  it("does not skip what was missed because the hello names a higher number", async () => {
    const { realtime, socket, numbers } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 10, data: {} });
    socket(0).break();
    await vi.advanceTimersByTimeAsync(1_000);
    socket(1).receive({ type: "hello", seq: 12, data: {} });
    socket(1).receive(typing(11));
    socket(1).receive(typing(12));
    expect(numbers()).toEqual([11, 12]);
  });

  it("goes on from the present after a resync", async () => {
    const { realtime, socket, frames } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 5, data: {} });
    socket(0).break();
    await vi.advanceTimersByTimeAsync(1_000);
    socket(1).receive({ type: "hello", seq: 900, data: {} });
    socket(1).receive({ type: "resync", data: {} });
    expect(frames.at(-1)?.type).toBe("resync");
    socket(1).break();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(socket(2).after).toBe(900);
  });

  it("passes frames without a number every time", async () => {
    const { realtime, socket, frames } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 1, data: {} });
    socket(0).receive({ type: "presence", data: { user_id: "u", online: true } });
    socket(0).receive({ type: "presence", data: { user_id: "u", online: true } });
    expect(frames.filter((frame) => frame.type === "presence")).toHaveLength(2);
  });

  it("falls back to polling when sockets keep failing, and keeps trying", async () => {
    const { realtime, sockets, socket } = setup();
    realtime.start();
    await settle();
    for (let attempt = 0; attempt < 3; attempt += 1) {
      socket(sockets.length - 1).break();
      if (attempt < 2) await vi.advanceTimersByTimeAsync(20_000);
    }
    expect(realtime.state).toBe("polling");
    await vi.advanceTimersByTimeAsync(20_000);
    socket(sockets.length - 1).receive({ type: "hello", seq: 1, data: {} });
    expect(realtime.state).toBe("live");
  });

  it("says offline without a network and comes back at once when nudged", async () => {
    let online = true;
    const { realtime, sockets, socket } = setup({ online: () => online });
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 1, data: {} });
    online = false;
    realtime.wentOffline();
    expect(realtime.state).toBe("offline");
    expect(socket(0).closed).toBe(true);
    online = true;
    realtime.nudge();
    await settle();
    socket(sockets.length - 1).receive({ type: "hello", seq: 1, data: {} });
    expect(realtime.state).toBe("live");
  });

  it("retries when no ticket is to be had", async () => {
    const ticket = vi.fn().mockRejectedValueOnce(new Error("down")).mockResolvedValue("t");
    const { realtime, sockets } = setup({ ticket });
    realtime.start();
    await settle();
    expect(realtime.state).toBe("reconnecting");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(1);
  });

  it("gives up a silent socket after an unanswered ping", async () => {
    const { realtime, socket } = setup();
    realtime.start();
    await settle();
    socket(0).receive({ type: "hello", seq: 1, data: { heartbeat_seconds: 10 } });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket(0).sent).toEqual(['{"type":"ping"}']);
    socket(0).receive({ type: "pong" });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(socket(0).closed).toBe(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(socket(0).closed).toBe(true);
  });

  it("ignores what comes from a connection it has left", async () => {
    const { realtime, socket, numbers } = setup();
    realtime.start();
    await settle();
    const old = socket(0);
    old.receive({ type: "hello", seq: 1, data: {} });
    const late = old.onmessage as unknown as (event: { data: string }) => void;
    realtime.stop();
    late({ data: JSON.stringify(typing(2)) });
    expect(numbers()).toEqual([]);
  });
});
