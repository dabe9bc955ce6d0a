// Counts what travels: bytes on the TCP sockets under WebSockets (upgrade request, frame headers and all), and frames on links.

import type { ClientRequest } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { WebSocket } from "ws";
import type { SocketClass } from "../src/links/relay-socket.ts";
import type { DialLink, LinkEvents } from "../src/ports/link.ts";

export type SocketMeter = {
  /** To dial with. */
  readonly Socket: SocketClass;
  readonly sentBytes: () => number;
  readonly receivedBytes: () => number;
};

export function makeSocketMeter(): SocketMeter {
  const sockets: TcpSocket[] = [];
  const finishRequest = (request: ClientRequest): void => {
    request.on("socket", (socket: TcpSocket) => sockets.push(socket));
    request.end();
  };
  class MeteredSocket extends WebSocket {
    constructor(url: string) {
      super(url, { finishRequest });
    }
  }
  return {
    Socket: MeteredSocket,
    sentBytes: () => sockets.reduce((sum, socket) => sum + socket.bytesWritten, 0),
    receivedBytes: () => sockets.reduce((sum, socket) => sum + socket.bytesRead, 0),
  };
}

export type CountedFrame = { readonly direction: "sent" | "received"; readonly bytes: Uint8Array };

/** `dial`, with every frame of its links added to `frames`. */
export function countFrames(dial: DialLink, frames: CountedFrame[]): DialLink {
  return (address, events) => {
    const counted: LinkEvents = {
      opened: () => events.opened(),
      frame: (bytes) => {
        frames.push({ direction: "received", bytes });
        events.frame(bytes);
      },
      closed: (reason) => events.closed(reason),
    };
    const link = dial(address, counted);
    return {
      binding: link.binding,
      send: (bytes) => {
        frames.push({ direction: "sent", bytes });
        link.send(bytes);
      },
      bufferedBytes: () => link.bufferedBytes(),
      close: (error) => link.close(error),
    };
  };
}

/** Bytes of one unfragmented WebSocket frame without extensions (RFC 6455 section 5.2); only clients mask. */
export function webSocketFrameBytes(payloadBytes: number, isMasked: boolean): number {
  const lengthBytes = payloadBytes < 126 ? 0 : payloadBytes < 65_536 ? 2 : 8;
  return 2 + lengthBytes + (isMasked ? 4 : 0) + payloadBytes;
}
