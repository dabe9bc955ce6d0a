// A load of updates on one room of a server of y-websocket: several clients type as fast as they are let, one more counts what it is told.

import { once } from "node:events";
import { createDecoder, readVarUint, readVarUint8Array } from "lib0/decoding";
import { createEncoder, toUint8Array, writeVarUint, writeVarUint8Array } from "lib0/encoding";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { assert } from "../../src/base/result.ts";

export type RoomLoad = { readonly writers: number; readonly updatesEach: number };

const SYNC = 0;
const UPDATE = 2;
/** Sent ahead of what the counting client has been told: the server is busy, and nothing piles up without end. */
const AHEAD = 400;

function updateFrame(update: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, SYNC);
  writeVarUint(encoder, UPDATE);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

/** What somebody sends who types one letter after another. */
function typed(client: number, count: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = client;
  const frames: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void frames.push(updateFrame(update)));
  const text = doc.getText(`of ${client}`);
  for (let n = 0; n < count; n++) text.insert(n, String.fromCharCode(97 + (n % 26)));
  return frames;
}

async function open(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url);
  socket.binaryType = "nodebuffer";
  await once(socket, "open");
  return socket;
}

const isUpdate = (data: unknown): boolean => data instanceof Uint8Array && data[0] === SYNC && data[1] === UPDATE;

/** Counts what a client is told. */
class Told {
  #count = 0;
  #wake: (() => void) | null = null;

  constructor(socket: WebSocket) {
    socket.on("message", (data) => {
      if (isUpdate(data)) this.#count += 1;
      this.#wake?.();
    });
  }

  async reaches(count: number): Promise<void> {
    while (this.#count < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

/** Seconds from the first update sent until the counting client has been told of all of them. */
export async function loadRoom(url: string, { writers, updatesEach }: RoomLoad): Promise<number> {
  const reader = await open(url);
  const told = new Told(reader);
  const total = writers * updatesEach;
  const sockets = await Promise.all(Array.from({ length: writers }, () => open(url)));
  const frames = sockets.map((_, n) => typed(n + 1, updatesEach));
  const startMs = performance.now();
  for (let sent = 0; sent < total; sent++) {
    await told.reaches(sent - AHEAD);
    const frame = frames[sent % writers]?.[Math.floor(sent / writers)];
    assert(frame !== undefined, "a frame for each");
    sockets[sent % writers]?.send(frame);
  }
  await told.reaches(total);
  const seconds = (performance.now() - startMs) / 1_000;
  for (const socket of [reader, ...sockets]) socket.terminate();
  return seconds;
}

/** How many letters a client of the room is given that comes now. */
export async function lettersIn(url: string, writers: number): Promise<number> {
  const socket = await open(url);
  const doc = new Y.Doc();
  const frame = createEncoder();
  writeVarUint(frame, SYNC);
  writeVarUint(frame, 0);
  writeVarUint8Array(frame, Y.encodeStateVector(doc));
  socket.send(toUint8Array(frame));
  for (;;) {
    const heard: unknown[] = await once(socket, "message");
    const [data] = heard;
    if (!(data instanceof Uint8Array) || data[0] !== SYNC || data[1] !== 1) continue;
    const decoder = createDecoder(data);
    readVarUint(decoder);
    readVarUint(decoder);
    Y.applyUpdate(doc, readVarUint8Array(decoder));
    socket.terminate();
    return Array.from({ length: writers }, (_, n) => doc.getText(`of ${n + 1}`).length).reduce((sum, length) => sum + length, 0);
  }
}
