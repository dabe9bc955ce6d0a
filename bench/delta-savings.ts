// `delta.savings50of1000`: of 1,000 items of 5 KB, 50 are changed by a field edit while another device is away; how much less than a full transfer travels
// when it comes back. All bytes on that device's TCP socket count, both directions: upgrade request, handshake, records, answers, receipts. Beside it the
// same on stock y-websocket (plaintext, one document), in a process of its own.

import { assert } from "../src/base/result.ts";
import { isRecord } from "../src/base/record.ts";
import type { ItemId } from "../src/base/ids.ts";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import { WebSocket } from "ws";
import { openRelay } from "../e2e/relay-process.ts";
import { changedIndexes, itemsOf5KB, VERSION } from "./bench-data.mjs";
import type { Measured } from "./measured.ts";
import { describeFrames } from "./frame-kinds.ts";
import { hasSentAll, isHeldByAll, NodeDevice, pair, until, type RunningDevice } from "./node-device.ts";
import { completeNote, createNote } from "./note-items.ts";
import { runPeer } from "./peers.ts";
import { countFrames, makeSocketMeter, type CountedFrame } from "./socket-meter.ts";
import { untilQuiet } from "./until-quiet.ts";

const SEED = 5;
const ITEMS = 1_000;
const CHANGES = 50;

type Transfer = {
  readonly bytes: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  readonly frames: readonly CountedFrame[];
};

const savings = (deltaBytes: number, fullBytes: number): number => 1 - deltaBytes / fullBytes;

/** Opens `device`, lets it catch up with `author`, and closes it. */
async function catchUp(device: NodeDevice, author: RunningDevice, origin: string): Promise<Transfer> {
  const meter = makeSocketMeter();
  const frames: CountedFrame[] = [];
  const running = await device.open(origin, countFrames(makeRelayDial(meter.Socket), frames));
  const seqOf = ({ replica }: RunningDevice): number =>
    replica.space.core.index.heads.reduce((sum, head) => sum + (head.device === author.replica.space.core.self ? head.seq : 0), 0);
  await until("all records of the author", () => hasSentAll(running) && seqOf(running) === seqOf(author));
  await until("the author's knowledge of it", () => isHeldByAll(author));
  await untilQuiet(() => meter.sentBytes() + meter.receivedBytes());
  const transfer = { sentBytes: meter.sentBytes(), receivedBytes: meter.receivedBytes(), frames };
  running.close();
  return { ...transfer, bytes: transfer.sentBytes + transfer.receivedBytes };
}

const describe = ({ bytes, sentBytes, receivedBytes, frames }: Transfer): string =>
  `${bytes} B (${sentBytes} out, ${receivedBytes} in) = ${describeFrames(frames, bytes)}`;

async function measureOurs(): Promise<{ readonly full: Transfer; readonly delta: Transfer }> {
  const relay = await openRelay();
  try {
    const origin = `ws://127.0.0.1:${relay.port}`;
    const [authorDevice, readerDevice] = [new NodeDevice(SEED, "author"), new NodeDevice(SEED, "reader")];
    const dial = makeRelayDial(WebSocket);
    const author = await authorDevice.open(origin, dial);
    const reader = await readerDevice.open(origin, dial);
    await pair(author, reader);
    await untilQuiet(() => JSON.stringify([author.status()?.statistics, reader.status()?.statistics]));
    reader.close();
    const { space } = author.replica;
    const items: ItemId[] = [];
    for (const { title, done, text } of itemsOf5KB(ITEMS, SEED)) {
      const item = authorDevice.makeItemId();
      await createNote(space, item, { title, done, text });
      items.push(item);
    }
    await until("the items at the relay", () => hasSentAll(author));
    const full = await catchUp(readerDevice, author, origin);
    for (const index of changedIndexes(ITEMS, CHANGES)) {
      const item = items[index];
      assert(item !== undefined, "an item to change");
      await completeNote(space, item);
    }
    await until("the changes at the relay", () => hasSentAll(author));
    const delta = await catchUp(readerDevice, author, origin);
    author.close();
    return { full, delta };
  } finally {
    await relay.close();
  }
}

function parsePeer(printed: unknown): { readonly fullBytes: number; readonly deltaBytes: number } | null {
  if (!isRecord(printed)) return null;
  const { fullBytes, deltaBytes } = printed;
  return typeof fullBytes === "number" && typeof deltaBytes === "number" ? { fullBytes, deltaBytes } : null;
}

export async function measureDeltaSavings(): Promise<Measured> {
  const { full, delta } = await measureOurs();
  const peer = runPeer("y-websocket-delta.mjs", [ITEMS, CHANGES], parsePeer);
  return {
    value: savings(delta.bytes, full.bytes),
    samples: 1,
    data: `bench-data ${VERSION} seed ${SEED}`,
    peer: savings(peer.deltaBytes, peer.fullBytes),
    details: [
      `full: ${describe(full)}`,
      `delta: ${describe(delta)}`,
      `y-websocket 3.1.0 with @y/websocket-server 0.1.1: full ${peer.fullBytes} B, delta ${peer.deltaBytes} B`,
    ],
  };
}
