// In a page: one document over stock y-webrtc 10, without the channel by which tabs of one browser find each other.

import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

const doc = new Y.Doc();
const text = doc.getText("text");

const stockWebrtc = {
  /** `signaling`: the address of a signalling server. */
  enter(signaling: string, name: string): void {
    const provider = new WebrtcProvider("a room", doc, {
      signaling: [signaling],
      password: "sealed for the signalling server",
      filterBcConns: true,
      peerOpts: { config: { iceServers: [] } },
    });
    provider.awareness.setLocalStateField("user", { name });
    stockWebrtc.names = () =>
      [...provider.awareness.getStates().values()].map(({ user }: { user?: { name: string } }) => user?.name ?? "").toSorted();
    stockWebrtc.signalled = () => provider.signalingConns.every(({ connected }) => connected);
  },
  names: (): readonly string[] => [],
  signalled: (): boolean => false,
  append: (added: string): void => text.insert(text.length, added),
  read: (): string => text.toJSON(),
};

export type StockWebrtc = typeof stockWebrtc;

declare global {
  var stockWebrtc: StockWebrtc;
}
globalThis.stockWebrtc = stockWebrtc;
