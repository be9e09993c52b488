import { ApiError } from "@/api/problem";
import type { QrPolled } from "@/api/types";

export type QrStatus = QrPolled["status"];

interface Asked {
  id: string;
  secret: string;
  interval: number;
}

export interface Waiting {
  poll: (asked: Asked, signal: AbortSignal) => Promise<QrPolled>;
  /** The WebSocket of the request. */
  connect: (asked: Asked) => WebSocket;
  onStatus: (status: QrStatus) => void;
  /** With a session, or with the question for a second factor. */
  onApproved: (polled: QrPolled) => void;
  onError: (error: unknown) => void;
}

const OVER: readonly QrStatus[] = ["denied", "expired", "used"];

/**
 * Waits until a request is decided: the socket tells of news at once, polling goes on wherever there is none, and the
 * session itself is always fetched by polling. Gives what stops it.
 */
export function waitForDecision(asked: Asked, { poll, connect, onStatus, onApproved, onError }: Waiting): () => void {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let live = false;
  let interval = asked.interval;

  const later = (seconds: number) => {
    clearTimeout(timer);
    if (!stop.signal.aborted) timer = setTimeout(() => void look(), seconds * 1_000);
  };

  const look = async () => {
    try {
      const polled = await poll(asked, stop.signal);
      if (stop.signal.aborted) return;
      interval = polled.interval;
      onStatus(polled.status);
      if (polled.session != null || polled.second_factor != null) {
        end();
        onApproved(polled);
      } else if (OVER.includes(polled.status)) {
        end();
      } else if (!live) {
        later(interval);
      }
    } catch (error) {
      if (stop.signal.aborted) return;
      // Too fast, or out of reach: the code is still good, so go on.
      if (error instanceof ApiError && (error.status === 429 || error.status === 0 || error.status >= 500)) {
        if (error.status === 429) interval += 5;
        later(interval);
        return;
      }
      end();
      onError(error);
    }
  };

  const socket = connect(asked);
  socket.addEventListener("open", () => socket.send(asked.secret));
  socket.addEventListener("message", (event) => {
    if (stop.signal.aborted) return;
    live = true;
    clearTimeout(timer);
    const status = readStatus(event.data);
    if (status === null) return;
    onStatus(status);
    if (status === "approved") void look();
    else if (OVER.includes(status)) end();
  });
  socket.addEventListener("close", () => {
    if (stop.signal.aborted) return;
    live = false;
    later(interval);
  });

  function end() {
    stop.abort();
    clearTimeout(timer);
    socket.close();
  }
  later(interval);
  return end;
}

function readStatus(frame: unknown): QrStatus | null {
  if (typeof frame !== "string") return null;
  const parsed = JSON.parse(frame) as { type?: string; data?: { status?: QrStatus } };
  return parsed.type === "qr.updated" ? (parsed.data?.status ?? null) : null;
}
