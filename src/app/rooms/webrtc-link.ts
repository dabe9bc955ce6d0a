// A room of y-webrtc, by the stock client: its members find each other through a signalling server and are then connected directly. Nobody can say that nobody
// else is in it: that whoever is there has sent what it has is all there is to know.

import { WebrtcProvider, type Room } from "y-webrtc";
import type { RoomLink, RoomLinkOptions, RoomLinkState, RoomPlace } from "./room-link.ts";

/** What is looked at of the client's connections to signalling servers (lib0/websocket), which it types as any. */
type Signalling = {
  readonly connected: boolean;
  readonly unsuccessfulReconnects: number;
  on(event: "connect" | "disconnect", run: () => void): void;
  off(event: "connect" | "disconnect", run: () => void): void;
};

const membersOf = (room: Room | null): { readonly connected: boolean; readonly synced: boolean }[] =>
  room === null ? [] : [...room.webrtcConns.values()];

/** It does not say that an attempt has failed. */
const LOOK_MS = 2_000;

const isFinal = (code: number): boolean => code >= 4400 && code < 4500;
const ASK_MS = 5_000;

/** The stock client hears no close codes and comes again for ever: a socket of our own is told why the last one was closed. */
function askWhyClosed(address: string, onClosed: (code: number) => void): () => void {
  const socket = new WebSocket(address);
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ASK_MS);
  over.signal.addEventListener("abort", () => {
    clearTimeout(timer);
    socket.close();
  });
  const hear = ({ code }: CloseEvent): void => {
    over.abort();
    if (isFinal(code)) onClosed(code);
  };
  socket.addEventListener("close", hear, { signal: over.signal });
  return () => over.abort();
}

export function openWebrtcLink({ address, room, password }: RoomPlace, options: RoomLinkOptions): RoomLink {
  const { doc, onChange, onReached, onClosed, iceServers } = options;
  const sealing = password === "" ? {} : { password };
  const provider = new WebrtcProvider(room, doc, { ...sealing, signaling: [address], peerOpts: { config: { iceServers } } });
  const signalling: readonly Signalling[] = provider.signalingConns;
  provider.on("synced", () => {
    // Said too when the last one has gone, and nobody was heard.
    if (membersOf(provider.room).some(({ synced }) => synced)) onReached();
    onChange();
  });
  provider.on("peers", onChange);
  provider.on("status", onChange);
  let wasSignalled = false;
  let stopAsking: (() => void) | null = null;
  const onConnect = (): void => {
    wasSignalled = true;
    onChange();
  };
  const onDisconnect = (): void => {
    stopAsking?.();
    stopAsking = askWhyClosed(address, onClosed);
    onChange();
  };
  for (const server of signalling) {
    server.on("connect", onConnect);
    server.on("disconnect", onDisconnect);
  }
  const looking = setInterval(onChange, LOOK_MS);
  provider.awareness.on("change", onChange);
  return {
    get state(): RoomLinkState {
      if (membersOf(provider.room).some(({ connected }) => connected) || (provider.room?.bcConns.size ?? 0) > 0) return "connected";
      if (signalling.some(({ connected }) => connected)) return "alone";
      return wasSignalled || signalling.some(({ unsuccessfulReconnects }) => unsuccessfulReconnects > 0) ? "offline" : "connecting";
    },
    awareness: provider.awareness,
    close() {
      clearInterval(looking);
      stopAsking?.();
      // Another room's clients may go on with the same connection.
      for (const server of signalling) {
        server.off("connect", onConnect);
        server.off("disconnect", onDisconnect);
      }
      // Without this its own would stay.
      provider.disconnect();
      provider.destroy();
    },
  };
}
