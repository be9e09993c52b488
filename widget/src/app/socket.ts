import { readFrame, type Frame } from "../shared/protocol";

const PING_EVERY_MS = 25_000;
const ANSWER_WITHIN_MS = 10_000;
const CONNECT_WITHIN_MS = 10_000;

/** Opens one WebSocket and resolves when it has ended, telling whether it was ever of use. A browser does not report
 * a dead connection by itself for minutes, so silence after a ping ends it. */
export function runSocket(url: string, onFrame: (frame: Frame) => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let useful = false;
    let deadline: ReturnType<typeof setTimeout> | undefined;
    const socket = new WebSocket(url);
    const expectWithin = (ms: number) => {
      clearTimeout(deadline);
      deadline = setTimeout(finish, ms);
    };
    const pinging = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send('{"type":"ping"}');
      expectWithin(ANSWER_WITHIN_MS);
    }, PING_EVERY_MS);

    function finish(): void {
      clearTimeout(deadline);
      clearInterval(pinging);
      signal.removeEventListener("abort", finish);
      socket.onmessage = socket.onclose = socket.onerror = null;
      // A connection that is dead may take minutes to close; nobody waits for that.
      socket.close();
      resolve(useful);
    }

    expectWithin(CONNECT_WITHIN_MS);
    signal.addEventListener("abort", finish);
    socket.onclose = finish;
    socket.onerror = finish;
    socket.onmessage = ({ data }) => {
      clearTimeout(deadline);
      let frame: Frame | null = null;
      try {
        frame = readFrame(JSON.parse(String(data)));
      } catch {
        frame = null;
      }
      if (!frame) return;
      useful = true;
      onFrame(frame);
    };
    if (signal.aborted) finish();
  });
}
