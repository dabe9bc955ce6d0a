// A device says when it is to be woken: what a relay takes, keeps and gives up of that.

import { describe, expect, test } from "vitest";
import { AHEAD_MINUTES, LATE_MINUTES, MINUTE_MS, reminderTagOf } from "./reminders.ts";
import type { RemindersFrame, WakingPort } from "./register-reminders.ts";
import { VERIFIER, type ScriptedLink } from "./scripted-device.suite.ts";
import { addReader, founding, openSpace, owner, phone, space, statements } from "./test-space.suite.ts";
import { openTestRelay, type TestRelay } from "./test-relay.suite.ts";

const KEY = new Uint8Array(65).fill(4);
const ENDPOINT = "https://push.example/here";

const makeWaking = (change: Partial<WakingPort> = {}): WakingPort & { readonly changes: () => number } => {
  let changes = 0;
  return {
    key: KEY,
    judge: () => "kept",
    hasRoom: async () => Promise.resolve(true),
    changed: () => void changes++,
    changes: () => changes,
    ...change,
  };
};

const say = (link: ScriptedLink, minutes: readonly number[], endpoint = ENDPOINT): void =>
  link.send({ type: "reminders", endpoint, minutes });

async function answerTo(link: ScriptedLink, minutes: readonly number[], endpoint = ENDPOINT): Promise<object> {
  say(link, minutes, endpoint);
  return link.skipTo("reminders-kept");
}

/** `minute endpoint` of each that is kept. */
const kept = ({ disk }: TestRelay): readonly string[] => disk.reminders.map(({ minute, endpoint }) => `${minute} ${endpoint}`);
const minuteNow = ({ time }: TestRelay): number => Math.floor(time.clock() / MINUTE_MS);

describe("reminders at a relay", () => {
  test("members are told the key that their subscription has to be for", async () => {
    const { link } = await openSpace({ waking: makeWaking() });
    expect(await link.skipTo("push-key")).toEqual({ type: "push-key", key: KEY });
  });

  test("are kept with nothing but minute, endpoint and a tag that space and device give", async () => {
    const waking = makeWaking();
    const opened = await openSpace({ waking });
    const now = minuteNow(opened);
    expect(await answerTo(opened.link, [now + 5, now + 9])).toEqual({ type: "reminders-kept", state: "kept", count: 2 });
    const tag = reminderTagOf(VERIFIER.sha256, space, owner.id);
    expect(opened.disk.reminders).toEqual([
      { minute: now + 5, endpoint: ENDPOINT, tag },
      { minute: now + 9, endpoint: ENDPOINT, tag },
    ]);
    expect(waking.changes()).toBe(1);
  });

  test("replace what the device said before, leave those of others, and go when it says none", async () => {
    const opened = await openSpace({ waking: makeWaking() });
    const now = minuteNow(opened);
    await answerTo(opened.link, [now + 1, now + 2]);
    await answerTo(opened.phoneLink, [now + 1], "https://push.example/phone");
    await answerTo(opened.link, [now + 3]);
    expect(kept(opened)).toEqual([`${now + 1} https://push.example/phone`, `${now + 3} ${ENDPOINT}`]);
    await answerTo(opened.link, [], "");
    expect(kept(opened)).toEqual([`${now + 1} https://push.example/phone`]);
  });

  test("that have long passed or lie too far ahead are not kept, which is said", async () => {
    const opened = openTestRelay({ waking: makeWaking() });
    opened.time.pass(100 * MINUTE_MS);
    const { link } = await owner.join(opened.relay, space, { shows: statements });
    const now = minuteNow(opened);
    const minutes = [now - LATE_MINUTES - 1, now - LATE_MINUTES, now, now + AHEAD_MINUTES, now + AHEAD_MINUTES + 1];
    expect(await answerTo(link, minutes)).toEqual({ type: "reminders-kept", state: "kept", count: 3 });
  });

  test("for an endpoint that is not served or gone are refused with the reason, and what was kept before goes", async () => {
    let state: "kept" | "not served" | "gone" = "kept";
    const opened = await openSpace({ waking: makeWaking({ judge: () => state }) });
    const now = minuteNow(opened);
    for (state of ["kept", "not served", "kept", "gone"] as const) {
      const count = state === "kept" ? 1 : 0;
      expect(await answerTo(opened.link, [now + 1])).toEqual({ type: "reminders-kept", state, count });
      expect(kept(opened)).toHaveLength(count);
    }
  });

  test("for which there is no room are refused as that, and what was kept before goes", async () => {
    const asked: number[] = [];
    const hasRoom: WakingPort["hasRoom"] = async (_tag, endpoint, count) => {
      asked.push(count);
      return Promise.resolve(endpoint === ENDPOINT && count < 3);
    };
    const opened = await openSpace({ waking: makeWaking({ hasRoom }) });
    const now = minuteNow(opened);
    expect(await answerTo(opened.link, [now + 1, now + 2])).toMatchObject({ state: "kept", count: 2 });
    expect(await answerTo(opened.link, [now + 1, now + 2, now + 3])).toEqual({ type: "reminders-kept", state: "full", count: 0 });
    expect(kept(opened)).toEqual([]);
    // Nothing needs no room.
    expect(await answerTo(opened.link, [], "")).toMatchObject({ state: "kept", count: 0 });
    expect(asked).toEqual([2, 3]);
  });

  test("of a device go with its removal, and those of others stay", async () => {
    const opened = await openSpace({ waking: makeWaking() });
    const now = minuteNow(opened);
    await answerTo(opened.phoneLink, [now + 1], "https://push.example/phone");
    await answerTo(opened.link, [now + 1]);
    const removal = await owner.remove(founding, phone, [addReader.id]);
    opened.link.send({ type: "statements", statements: [removal.bytes] });
    await opened.link.skipTo("heads");
    expect(kept(opened)).toEqual([`${now + 1} ${ENDPOINT}`]);
  });

  test("go with the space", async () => {
    const opened = openTestRelay({ waking: makeWaking() });
    const { link } = await owner.join(opened.relay, space, { shows: [founding] });
    await answerTo(link, [minuteNow(opened) + 1]);
    link.send({ type: "forget" });
    await link.skipTo("forget");
    expect(kept(opened)).toEqual([]);
  });

  test("are ignored by a relay that wakes nobody", async () => {
    const opened = await openSpace();
    say(opened.link, [minuteNow(opened) + 1]);
    const said = await opened.link.settle();
    expect(said.map(({ type }) => type)).not.toContain("reminders-kept");
    expect(kept(opened)).toEqual([]);
  });

  test("are no stranger's to say", async () => {
    const { relay } = openTestRelay({ waking: makeWaking() });
    const { link } = await owner.connect(relay, space);
    say(link, [1]);
    expect(await link.ending()).toBe("no-such-space");
  });

  test("are called kept only where they are durable", async () => {
    const opened = await openSpace({ waking: makeWaking() });
    opened.disk.failure = { kind: "full" };
    say(opened.link, [minuteNow(opened) + 1]);
    expect(await opened.link.ending()).toBe("storage");
  });

  test("said without end are too much", async () => {
    const { link } = await openSpace({ waking: makeWaking() });
    const frame: RemindersFrame = { type: "reminders", endpoint: ENDPOINT, minutes: [] };
    for (let n = 0; n < 200; n++) link.send(frame);
    expect(await link.ending()).toBe("rate");
  });

  test("are said to a space that somebody else has founded by its members only", async () => {
    const opened = openTestRelay({ waking: makeWaking() });
    await owner.join(opened.relay, space, { shows: statements });
    const { link } = await phone.join(opened.relay, space);
    expect(await answerTo(link, [minuteNow(opened) + 1])).toMatchObject({ count: 1 });
  });
});
