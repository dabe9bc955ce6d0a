// In a page: one document over stock y-webrtc 10, without the channel by which tabs of one browser find each other.

import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

const doc = new Y.Doc();
const text = doc.getText("text");
const body = doc.getXmlFragment("default");

const wordsOf = (node: Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? child.toJSON() : "?"))
    .join("");

const stockWebrtc = {
  /** `signaling`: the address of a signalling server; `password`: null for a room without one. */
  enter(signaling: string, name: string, password: string | null = "sealed for the signalling server"): void {
    const provider = new WebrtcProvider("a room", doc, {
      signaling: [signaling],
      ...(password === null ? {} : { password }),
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
  addParagraph(words: string): void {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    body.insert(body.length, [paragraph]);
  },
  paragraphs: (): readonly string[] => body.toArray().map((node) => (node instanceof Y.XmlElement ? wordsOf(node) : "?")),
};

export type StockWebrtc = typeof stockWebrtc;

declare global {
  var stockWebrtc: StockWebrtc;
}
globalThis.stockWebrtc = stockWebrtc;
