import { expect, test } from "vitest";
import { err, ok, type Result } from "../base/result.ts";
import { makeMemoryPair } from "../links/memory-link.ts";
import type { Link } from "../ports/link.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import { fetchCapsule, type CapsuleLinkError } from "./capsule-link.ts";
import { ManualTimers, settle } from "./manual-timers.suite.ts";
import { hello } from "./session.suite.ts";

const id = new Uint8Array(16).fill(5);
const sealed = new Uint8Array(93).fill(6);

/** At a relay that says what the test wants. */
function askRelay() {
  const timers = new ManualTimers();
  const pair = makeMemoryPair();
  const heard: Frame[] = [];
  const outcomes: Result<Uint8Array | null, CapsuleLinkError>[] = [];
  const isClosed = { value: false };
  void fetchCapsule((events) => pair.open("a", events), timers, id).then((outcome) => outcomes.push(outcome));
  const link: Link = pair.open("b", {
    opened: () => undefined,
    frame: (bytes) => {
      const frame = decodeFrame(bytes, { authenticated: false });
      if (frame.ok && frame.value.type !== "ignored") heard.push(frame.value);
    },
    closed: () => {
      isClosed.value = true;
    },
  });
  const sayBytes = async (bytes: Uint8Array): Promise<void> => {
    await settle();
    link.send(bytes);
    await settle();
  };
  const say = (frame: Frame): Promise<void> => sayBytes(encodeFrame(frame));
  return { timers, heard, outcomes, isClosed, link, say, sayBytes };
}

test("says nothing but the id, takes what it is told, and goes", async () => {
  const { say, heard, outcomes, isClosed } = askRelay();
  await say(hello);
  expect(heard).toEqual([{ type: "ask-capsule", id }]);
  await say({ type: "capsule", sealed });
  expect([outcomes, isClosed.value]).toEqual([[ok(sealed)], true]);
});

test("there is none", async () => {
  const { say, outcomes } = askRelay();
  await say(hello);
  await say({ type: "capsule", sealed: new Uint8Array(0) });
  expect(outcomes).toEqual([ok(null)]);
});

test("a relay that answers nothing, as earlier versions do, is outdated; so is one of other versions", async () => {
  const silent = askRelay();
  await silent.say(hello);
  await silent.timers.pass(9_000);
  await settle();
  expect(silent.outcomes).toEqual([err("outdated")]);
  const other = askRelay();
  await other.say({ ...hello, versions: [99] });
  expect([other.outcomes, other.heard]).toEqual([[err("outdated")], []]);
});

test("a relay that is not there, or goes, is unreachable", async () => {
  const gone = askRelay();
  await gone.timers.pass(11_000);
  await settle();
  expect(gone.outcomes).toEqual([err("unreachable")]);
  const closed = askRelay();
  await closed.say(hello);
  closed.link.close();
  await settle();
  expect(closed.outcomes).toEqual([err("unreachable")]);
});

test("a relay that does not want to, or says what it must not, refuses", async () => {
  const busy = askRelay();
  await busy.say(hello);
  await busy.say({ type: "error", error: "rate" });
  expect(busy.outcomes).toEqual([err("refused")]);
  const wrong = askRelay();
  await wrong.sayBytes(new Uint8Array(2_000));
  expect(wrong.outcomes).toEqual([err("refused")]);
});

test("what is said before it has asked is no answer", async () => {
  const { say, outcomes } = askRelay();
  await say({ type: "capsule", sealed });
  await say(hello);
  expect(outcomes).toEqual([]);
});
