// The relay as it is shipped, killed (-9) again and again while a device pushes to it: what it acknowledged is there, nothing is there twice, and
// another device gets all of it.

import { WebSocket } from "ws";
import { afterEach, beforeAll, expect, test } from "vitest";
import { hasSentAll, NodeDevice, pair, until, type RunningDevice } from "../bench/node-device.ts";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeRandom } from "../sim/random.ts";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import type { DialLink } from "../src/ports/link.ts";
import { freePort, KillableRelay, killsOr } from "./killable-relay.suite.ts";

const KILLS = killsOr(8);
const WRITTEN_WHILE_DOWN = 5;
const WRITTEN_WHILE_UP = 20;
const SEED = 20_261_120;
/** Frames of one connection after which it may be killed: handshake, first comparison, pages and answers. */
const FRAMES = 40;
const TITLE = "a line that makes records of some size ".repeat(24).trim();

/** Dials, and calls `onFrame` with the number of each frame, sent or received, since the last connection was opened. */
function countingDial(onFrame: (count: number) => void): DialLink {
  const dial = makeRelayDial(WebSocket);
  return (address, events) => {
    let count = 0;
    const link = dial(address, {
      opened: () => events.opened(),
      frame: (bytes) => {
        onFrame((count += 1));
        events.frame(bytes);
      },
      closed: (reason) => events.closed(reason),
    });
    return {
      binding: link.binding,
      send: (bytes) => {
        link.send(bytes);
        onFrame((count += 1));
      },
      bufferedBytes: () => link.bufferedBytes(),
      close: (error) => link.close(error),
    };
  };
}

const acknowledged = (device: RunningDevice, written: number): number => written - (device.status()?.recordsNotAtRelay ?? written);

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

let relay: KillableRelay | null = null;
const running: RunningDevice[] = [];

beforeAll(() => ensureBuilt("node"), 120_000);
afterEach(async () => {
  for (const device of running.splice(0)) device.close();
  await relay?.kill();
  relay?.remove();
  relay = null;
});

test("a relay killed again and again while records are pushed to it keeps what it acknowledged, and takes nothing twice", async () => {
  const random = makeRandom(SEED);
  const killed = new KillableRelay(await freePort());
  relay = killed;
  let killAtFrame = Number.POSITIVE_INFINITY;
  const dying: Promise<void>[] = [];
  const writer = new NodeDevice(SEED, "writer");
  const device = await writer.open(
    killed.address,
    countingDial((count) => {
      if (count >= killAtFrame && dying.length === 0) dying.push(killed.kill());
    }),
  );
  running.push(device);
  let written = 0;
  const write = async (): Promise<void> => {
    const tasks = [{ id: writer.makeItemId(), title: `${written} ${TITLE}`, day: null }];
    const acted = await device.replica.act({ kind: "create", tasks, position: { at: "end", list: null } });
    expect(acted.ok).toBe(true);
    written += 1;
  };
  const writeMany = async (count: number): Promise<void> => {
    for (let record = 0; record < count; record++) {
      await write();
      // Sockets get their turn.
      await new Promise(setImmediate);
    }
  };
  for (let kill = 1; kill <= KILLS; kill++) {
    dying.length = 0;
    killAtFrame = 1 + Math.floor(random() * FRAMES);
    // Written before it comes up, while it is there, and after it is gone.
    await writeMany(WRITTEN_WHILE_DOWN);
    await killed.start();
    device.replica.syncNow();
    await until("the relay, alive or killed already", () => dying.length > 0 || device.status()?.relay.kind === "online");
    await writeMany(WRITTEN_WHILE_UP);
    await until("the moment to kill it", () => dying.length > 0 || hasSentAll(device));
    await Promise.all(dying);
    await killed.kill();
    const promised = acknowledged(device, written);
    const seqs = killed.storedSeqs()[0] ?? [];
    expect(seqs).toEqual(upTo(seqs.length));
    expect(seqs.length).toBeGreaterThanOrEqual(promised);
  }

  killAtFrame = Number.POSITIVE_INFINITY;
  await killed.start();
  device.replica.syncNow();
  await until("everything to be acknowledged", () => hasSentAll(device));
  expect(killed.storedSeqs()).toEqual([upTo(written)]);

  const reader = await new NodeDevice(SEED, "reader").open(killed.address, makeRelayDial(WebSocket));
  running.push(reader);
  await pair(device, reader);
  const titles = [...reader.replica.space.core.items.index.rows()].map(({ title }) => Number.parseInt(title, 10));
  expect(titles.toSorted((a, b) => a - b)).toEqual(Array.from({ length: written }, (_, index) => index));
});
