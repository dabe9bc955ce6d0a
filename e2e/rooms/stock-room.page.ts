// In a page: one document over a stock client, y-webrtc 10 or y-websocket, without the channel by which tabs of one browser find each other.

import { WebrtcProvider } from "y-webrtc";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const doc = new Y.Doc();
const text = doc.getText("codemirror");
const body = doc.getXmlFragment("default");

const wordsOf = (node: Y.XmlElement): string =>
  node
    .toArray()
    .map((child) => (child instanceof Y.XmlText ? child.toJSON() : "?"))
    .join("");

const stockRoom = {
  /** `signaling`: the address of a signalling server; `password`: null for a room without one. */
  enter(signaling: string, name: string, password: string | null = "sealed for the signalling server"): void {
    const provider = new WebrtcProvider("a room", doc, {
      signaling: [signaling],
      ...(password === null ? {} : { password }),
      filterBcConns: true,
      peerOpts: { config: { iceServers: [] } },
    });
    provider.awareness.setLocalStateField("user", { name });
    stockRoom.names = () =>
      [...provider.awareness.getStates().values()].map(({ user }: { user?: { name: string } }) => user?.name ?? "").toSorted();
  },
  enterServer(address: string, room: string): void {
    new WebsocketProvider(address, room, doc, { disableBc: true, connect: false }).connect();
  },
  names: (): readonly string[] => [],
  append: (added: string): void => text.insert(text.length, added),
  read: (): string => text.toJSON(),
  addParagraph(words: string): void {
    const paragraph = new Y.XmlElement("paragraph");
    paragraph.insert(0, [new Y.XmlText(words)]);
    body.insert(body.length, [paragraph]);
  },
  paragraphs: (): readonly string[] => body.toArray().map((node) => (node instanceof Y.XmlElement ? wordsOf(node) : "?")),
};

export type StockRoom = typeof stockRoom;

declare global {
  var stockRoom: StockRoom;
}
globalThis.stockRoom = stockRoom;
