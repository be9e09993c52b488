import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/problem";
import type { QrPolled, Session } from "@/api/types";
import { waitForDecision } from "./qr-wait";

class FakeSocket extends EventTarget {
  sent: string[] = [];
  closed = false;
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  open() {
    this.dispatchEvent(new Event("open"));
  }
  tell(status: string) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ type: "qr.updated", data: { status } }) }));
  }
  drop() {
    this.dispatchEvent(new Event("close"));
  }
}

const asked = { id: "1", secret: "hush", interval: 5 };
const session = { access_token: "t" } as Session;
const pending: QrPolled = { status: "pending", interval: 5, expires_at: "" };

function start(answers: (QrPolled | Error)[]) {
  const socket = new FakeSocket();
  const seen: string[] = [];
  const poll = vi.fn(() => {
    const answer = answers.shift() ?? pending;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  const onApproved = vi.fn();
  const onError = vi.fn();
  const stop = waitForDecision(asked, { poll, connect: () => socket as unknown as WebSocket, onStatus: (status) => seen.push(status), onApproved, onError });
  return { socket, seen, poll, onApproved, onError, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("with a socket nothing is polled until it is approved", async () => {
  const { socket, seen, poll, onApproved } = start([{ ...pending, status: "approved", session }]);
  socket.open();
  expect(socket.sent).toEqual(["hush"]);
  socket.tell("pending");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(poll).not.toHaveBeenCalled();
  socket.tell("scanned");
  socket.tell("approved");
  await vi.advanceTimersByTimeAsync(0);
  expect(onApproved).toHaveBeenCalledWith({ ...pending, status: "approved", session });
  expect(seen).toEqual(["pending", "scanned", "approved", "approved"]);
  expect(socket.closed).toBe(true);
});

test("without one it polls at the interval, slower when told so", async () => {
  const { socket, poll, onApproved, onError } = start([pending, new ApiError(429, { code: "slow_down" }), new ApiError(0, {}), { ...pending, status: "approved", session }]);
  socket.drop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(poll).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(poll).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(poll).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(poll).toHaveBeenCalledTimes(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(onApproved).toHaveBeenCalledOnce();
  expect(onError).not.toHaveBeenCalled();
});

test("what is over ends the waiting, and so does leaving", async () => {
  const denied = start([]);
  denied.socket.tell("denied");
  expect(denied.seen).toEqual(["denied"]);
  expect(denied.socket.closed).toBe(true);
  const left = start([]);
  left.stop();
  left.socket.tell("approved");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(left.poll).not.toHaveBeenCalled();
  expect(left.seen).toEqual([]);
  const gone = start([new ApiError(404, {})]);
  gone.socket.drop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(gone.onError).toHaveBeenCalledOnce();
});
