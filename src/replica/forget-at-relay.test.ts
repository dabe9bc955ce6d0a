import { expect, test } from "vitest";
import type { DialLink, LinkEvents } from "../ports/link.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame, Version } from "../wire/frames.ts";
import { versionOf } from "../wire/log-tree.ts";
import { forgetAtRelay, type Forgetting } from "./forget-at-relay.ts";
import { addTask, seededRandom, TestProfile } from "./space.suite.ts";
import type { Space } from "./space.ts";

type Answers = (frame: Frame) => Frame | null;

/** What becomes of it at a relay that answers so, and what the relay was asked. */
async function forget(space: Space, answers: Answers): Promise<{ readonly outcome: Forgetting; readonly heard: readonly string[] }> {
  const heard: string[] = [];
  const dialRelay: DialLink = (_, events: LinkEvents) => {
    const say = (frame: Frame | null): void => {
      if (frame !== null) queueMicrotask(() => events.frame(encodeFrame(frame)));
    };
    say({ type: "hello", versions: [1], acceptor: new Uint8Array(32), challenge: new Uint8Array(32) });
    const send = (bytes: Uint8Array): void => {
      const frame = decodeFrame(bytes, { authenticated: true });
      if (!frame.ok || frame.value.type === "ignored") return;
      heard.push(frame.value.type);
      say(answers(frame.value));
      if (frame.value.type === "auth") say(haveOf(space.view().version));
    };
    return { binding: "ws://relay", send, bufferedBytes: () => 0, close: () => undefined };
  };
  const timers = { after: () => () => undefined };
  const outcome = await forgetAtRelay({ dialRelay, timers, random: seededRandom("forget") }, space.core, "ws://relay");
  return { outcome, heard };
}

const haveOf = (version: Version): Frame => ({
  type: "have",
  heads: [],
  version,
  checkpoints: [],
  receiptsDigest: new Uint8Array(8),
  windowBytes: 1_000,
});

const welcome: Frame = { type: "welcome", showMembership: false, signature: null };

const letIn: Answers = (frame) => (frame.type === "auth" ? welcome : frame);

async function openOne(): Promise<Space> {
  const space = await new TestProfile(1).open();
  await addTask(space, "one");
  return space;
}

test("a relay that holds what was taken along is asked to forget it, and has forgotten it when it says so", async () => {
  expect(await forget(await openOne(), letIn)).toEqual({ outcome: "forgotten", heard: ["auth", "forget"] });
});

test("a relay that holds what this device does not know is asked for nothing", async () => {
  const space = await openOne();
  const [leaf] = versionOf(space.core.index.heads);
  if (leaf === undefined) throw new Error("a log");
  const more = haveOf([{ ...leaf, seq: leaf.seq + 1 }]);
  expect(await forget(space, (frame) => (frame.type === "auth" ? more : null))).toEqual({ outcome: "held", heard: ["auth"] });
});

test("a relay that has no such space has nothing to forget", async () => {
  const space = await openOne();
  expect((await forget(space, () => ({ ...welcome, showMembership: true }))).outcome).toBe("forgotten");
  for (const error of ["space-refused", "space-not-listed", "foreign-page"] as const) {
    expect((await forget(space, () => ({ type: "error", error }))).outcome).toBe("forgotten");
  }
});

test("where the relay refuses for another reason it is asked again another time", async () => {
  const space = await openOne();
  expect((await forget(space, () => ({ type: "error", error: "rate" }))).outcome).toBe("not-now");
});
