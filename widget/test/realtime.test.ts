import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Realtime, type Link } from "../src/app/realtime";
import type { Frame } from "../src/shared/protocol";

const hello: Frame = { type: "hello", heartbeatSeconds: 25 };

describe("realtime", () => {
  let sockets: { frame: (frame: Frame) => void; end: (useful: boolean) => void }[];
  let polls: number;
  let links: Link[];
  let socketWorks: boolean;
  let pollAnswer: () => Promise<boolean>;
  let realtime: Realtime;

  beforeEach(() => {
    vi.useFakeTimers();
    sockets = [];
    polls = 0;
    links = [];
    socketWorks = true;
    pollAnswer = () => new Promise((done) => setTimeout(() => done(false), 25_000));
    realtime = new Realtime({
      socket: (frame, signal) =>
        socketWorks
          ? new Promise((end) => {
              sockets.push({ frame, end });
              signal.addEventListener("abort", () => end(true));
            })
          : (sockets.push({ frame, end: () => undefined }), Promise.reject(new Error("no ticket"))),
      poll: () => {
        polls++;
        return pollAnswer();
      },
      frame: () => undefined,
      link: (link) => links.push(link),
    });
  });
  afterEach(() => {
    realtime.stop();
    vi.useRealTimers();
  });

  it("connects again after a lost socket, soon when it had worked", async () => {
    realtime.start();
    sockets[0]?.frame(hello);
    sockets[0]?.end(true);
    await vi.advanceTimersByTimeAsync(600);
    expect(sockets.length).toBe(2);
    expect(links).toEqual(["live", "down"]);
  });

  it("polls after repeated failures, and comes back to the socket after a while", async () => {
    socketWorks = false;
    realtime.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sockets.length).toBe(3);
    expect(polls).toBe(1);
    socketWorks = true;
    await vi.advanceTimersByTimeAsync(80_000);
    expect(sockets.length).toBe(4);
  });

  it("does not poll in a tight loop when the server answers at once", async () => {
    socketWorks = false;
    pollAnswer = () => Promise.resolve(false);
    realtime.start();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(polls).toBeGreaterThan(2);
    expect(polls).toBeLessThan(10);
  });

  it("polls again immediately while there is news", async () => {
    socketWorks = false;
    let news = 4;
    pollAnswer = () => (news-- > 0 ? Promise.resolve(true) : new Promise(() => undefined));
    realtime.start();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(polls).toBe(5);
  });

  it("renews a doubtful connection at once", async () => {
    realtime.start();
    sockets[0]?.frame(hello);
    realtime.renew();
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets.length).toBe(2);
  });

  it("stays quiet once stopped", async () => {
    realtime.start();
    realtime.stop();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(sockets.length).toBe(1);
    expect(polls).toBe(0);
  });
});
