// The relay as it is shipped, killed (-9) again and again while a device hands over the packs of a checkpoint: what it has stored it does not ask for
// again, and in the end it has and serves all of it.

import { WebSocket } from "ws";
import { afterEach, beforeAll, expect, test } from "vitest";
import { ensureBuilt } from "../scripts/build.mjs";
import { makeRandom } from "../sim/random.ts";
import { makeRelayDial } from "../src/links/relay-socket.ts";
import { freePort, KillableRelay, killsOr } from "./killable-relay.suite.ts";
import { haveOf, ScriptedDevice, ScriptedLink } from "./scripted-device.suite.ts";
import { answerTo, checkpointBy, isAsk, makePack, type TestCheckpoint } from "./test-checkpoint.suite.ts";

const KILLS = killsOr(6);
const BLOCKS_PER_PACK = 10;
const PACKS = 12;
/** Of one answer: two blocks. */
const MAX_ANSWER_BYTES = 31_000;
const BLOCKS_PER_ANSWER = 2;
/** Answers that may be under way, and lost, when the relay is killed. */
const LOST_ANSWERS = 4;

const owner = new ScriptedDevice(1);
let relay: KillableRelay | null = null;

beforeAll(() => ensureBuilt("node"), 120_000);
afterEach(async () => {
  await relay?.kill();
  relay?.remove();
  relay = null;
});

async function connect({ address }: KillableRelay, founding: Awaited<ReturnType<ScriptedDevice["found"]>>): Promise<ScriptedLink> {
  const link = new ScriptedLink();
  link.link = makeRelayDial(WebSocket)(address, link.events);
  link.send(await owner.auth(founding.space, await link.expect("hello"), { binding: address }));
  const { showMembership } = await link.expect("welcome");
  if (showMembership) link.send({ type: "statements", statements: [founding.bytes] });
  return link;
}

/** Hands over what the relay asks for until it has all, or for so many answers; returns how many blocks it was sent. */
async function handOver(link: ScriptedLink, checkpoint: TestCheckpoint, maxAnswers: number): Promise<number> {
  let blocks = 0;
  for (let answers = 0; answers < maxAnswers;) {
    const frame = await link.next();
    if (frame.type === "have" && frame.checkpoints.includes(checkpoint.id)) break;
    if (!isAsk(frame)) continue;
    const answer = answerTo(frame, [checkpoint], MAX_ANSWER_BYTES);
    if (answer.type === "pack") blocks += answer.blocks.length;
    link.send(answer);
    answers++;
  }
  return blocks;
}

test("a relay killed again and again while a checkpoint is handed to it goes on where it was, and asks for nothing that it has stored", async () => {
  const random = makeRandom(20_261_125);
  const founding = await owner.found();
  const packs = Array.from({ length: PACKS }, () => makePack(BLOCKS_PER_PACK, 15_000));
  const checkpoint = await checkpointBy(owner, founding.space, { packs });
  const killed = new KillableRelay(await freePort());
  relay = killed;
  let sentBlocks = 0;
  let storedBlocks = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    await killed.start();
    const link = await connect(killed, founding);
    link.send(haveOf({ heads: [founding], checkpoints: [checkpoint.id] }));
    sentBlocks += await handOver(link, checkpoint, 1 + Math.floor(random() * 6));
    await killed.kill();
    const stored = killed.storedBlocks();
    expect(stored).toBeGreaterThanOrEqual(storedBlocks);
    storedBlocks = stored;
  }
  await killed.start();
  const link = await connect(killed, founding);
  link.send(haveOf({ heads: [founding], checkpoints: [checkpoint.id] }));
  sentBlocks += await handOver(link, checkpoint, Number.POSITIVE_INFINITY);
  expect(killed.storedBlocks()).toBe(PACKS * BLOCKS_PER_PACK);
  expect(sentBlocks).toBeLessThanOrEqual(PACKS * BLOCKS_PER_PACK + KILLS * LOST_ANSWERS * BLOCKS_PER_ANSWER);
  for (const pack of packs) {
    link.send({ type: "ask-pack", pack: pack.id, firstBlock: 0, maxBlocks: 64 });
    expect((await link.skipTo("pack")).blocks).toEqual(pack.blocks);
  }
});
