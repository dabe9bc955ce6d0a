// `yjs.updatesPerSecondRatio`: updates a second that a room of the relay takes, stores durably and passes on, against `@y/websocket-server` 0.1.1, which keeps
// them in memory, under the same load and in turns. Both run in processes of their own. Ours is killed afterwards and has to have all of them when it is started again.

import { openRelay } from "../../e2e/relay-process.ts";
import { assert } from "../../src/base/result.ts";
import { percentile, type Measured } from "../measured.ts";
import { startPeer } from "../peers.ts";
import { lettersIn, loadRoom } from "./room-load.ts";

const LOAD = { writers: 4, updatesEach: 5_000 };
const UPDATES = LOAD.writers * LOAD.updatesEach;
const ROUNDS = 5;

const median = (rates: readonly number[]): number => percentile(rates, 50);
const rateText = (rates: readonly number[]): string =>
  `median ${median(rates).toFixed(0)} updates/s (${rates.map((rate) => rate.toFixed(0)).join(", ")})`;

export async function measureYjsUpdates(): Promise<Measured> {
  const relay = await openRelay({ DAYBOOK_YJS: "open" });
  const peer = await startPeer("y-websocket-server.mjs");
  try {
    const [ours, theirs]: [number[], number[]] = [[], []];
    const roomOf = (round: number): string => `ws://127.0.0.1:${relay.port}/yjs/room-${round}`;
    // The first round only warms both up.
    for (let round = 0; round <= ROUNDS; round++) {
      const our = UPDATES / (await loadRoom(roomOf(round), LOAD));
      const their = UPDATES / (await loadRoom(`ws://127.0.0.1:${peer.line}/room-${round}`, LOAD));
      if (round > 0) ours.push(our);
      if (round > 0) theirs.push(their);
    }
    // Until it is stored nobody who comes is given it by another process.
    await lettersIn(roomOf(ROUNDS), LOAD.writers);
    await relay.kill();
    await relay.start();
    const kept = await lettersIn(roomOf(ROUNDS), LOAD.writers);
    assert(kept === UPDATES, `all updates are there after a kill: ${kept} of ${UPDATES}`);
    return {
      value: median(ours) / median(theirs),
      samples: ROUNDS,
      data: `${LOAD.writers} clients that type ${LOAD.updatesEach} letters each into one room`,
      peer: median(theirs),
      details: [
        `ours: ${rateText(ours)}, killed and started again: all there`,
        `@y/websocket-server 0.1.1, in memory: ${rateText(theirs)}`,
      ],
    };
  } finally {
    await peer.close();
    await relay.close();
  }
}
