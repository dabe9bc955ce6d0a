// One port for https and plain http, so that an address typed without "https" meets a page and not a broken connection: the first byte of a connection
// tells a TLS handshake (RFC 8446 section 5.1: record type 22) from anything else.

import type { Server as HttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";

const TLS_HANDSHAKE = 22;
/** Who says nothing is not waited for. */
const FIRST_BYTE_WITHIN_MS = 10_000;

export type SharedPort = {
  readonly server: Server;
  /** Ends the connections that neither server has yet. */
  readonly closeUndecided: () => void;
};

/** Hands each connection to `secure` or `plain`, which do not listen themselves. */
export function makeSharedPort(secure: HttpServer, plain: HttpServer): SharedPort {
  const undecided = new Set<Socket>();
  // As Node's own HTTP server has it: who has said all may still listen.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const giveUp = (): void => {
      socket.destroy();
    };
    undecided.add(socket);
    socket.on("error", giveUp);
    socket.once("close", () => undecided.delete(socket));
    socket.once("end", giveUp);
    socket.setTimeout(FIRST_BYTE_WITHIN_MS, giveUp);
    socket.once("data", (bytes) => {
      undecided.delete(socket);
      socket.pause();
      socket.off("end", giveUp);
      socket.setTimeout(0, giveUp);
      socket.unshift(bytes);
      const taker = bytes[0] === TLS_HANDSHAKE ? secure : plain;
      taker.emit("connection", socket);
      // What was put back is read once the other server listens.
      process.nextTick(() => socket.resume());
    });
  });
  server.on("listening", () => {
    // It is then that they begin to watch over headers that do not come.
    secure.emit("listening");
    plain.emit("listening");
  });
  return {
    server,
    closeUndecided() {
      for (const socket of undecided) socket.destroy();
    },
  };
}
