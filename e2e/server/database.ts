import { createConnection } from "node:net";
import { join } from "node:path";
import { Server } from "./server.ts";

const int32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};

/** The first value that a query gives, over PostgreSQL's protocol (version 3) on the private server's socket. */
export async function ask(query: string): Promise<string | null> {
  const startup = Buffer.concat([int32(196_608), Buffer.from("user\0postgres\0database\0dealsmart\0\0")]);
  const text = Buffer.from(`${query}\0`);
  return new Promise((done, fail) => {
    const socket = createConnection(join(Server.current().dataDir, "postgres/.s.PGSQL.5432"));
    let received = Buffer.alloc(0);
    let value: string | null = null;
    let asked = false;
    socket.on("error", fail);
    socket.on("connect", () => socket.write(Buffer.concat([int32(startup.length + 4), startup])));
    socket.on("data", (bytes) => {
      received = Buffer.concat([received, bytes]);
      while (received.length >= 5 && received.length > received.readInt32BE(1)) {
        const kind = String.fromCharCode(received[0] ?? 0);
        const body = received.subarray(5, 1 + received.readInt32BE(1));
        received = received.subarray(1 + received.readInt32BE(1));
        if (kind === "E") {
          fail(new Error(body.toString().replaceAll("\0", " ")));
          socket.destroy();
        } else if (kind === "D") {
          const length = body.readInt32BE(2);
          if (length >= 0) value = body.subarray(6, 6 + length).toString();
        } else if (kind === "Z" && asked) {
          done(value);
          socket.end(Buffer.concat([Buffer.from("X"), int32(4)]));
        } else if (kind === "Z") {
          asked = true;
          socket.write(Buffer.concat([Buffer.from("Q"), int32(text.length + 4), text]));
        }
      }
    });
  });
}
