// A meeting of an inviter and a newcomer, whatever comes in between.

import { beforeEach, describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { meetingRoomOf, openMeetingChannel, sayMeetingMessage } from "./meeting-channel.ts";
import { MEETING_VERSIONS } from "./meeting-message.ts";
import {
  admission,
  askOf,
  compareOf,
  EXPIRES_MS,
  failureOf,
  Inviting,
  Joining,
  kemKey,
  mallory,
  newcomerId,
  only,
  owner,
  ownerId,
  secret,
  space,
  START_MS,
  untilAsked,
} from "./meeting.suite.ts";
import { verifyStatement } from "./statement.ts";

let inviting: Inviting;
let joining: Joining;
beforeEach(() => {
  inviting = new Inviting();
  joining = new Joining();
});

const ask = (): ReturnType<typeof askOf> => askOf(inviting);
const compare = (): ReturnType<typeof compareOf> => compareOf(joining);

describe("a meeting", () => {
  test("shows the same code on both sides, and admits whom both persons approve", async () => {
    await untilAsked(inviting, joining);
    expect(ask()).toMatchObject({ device: newcomerId, name: "phone", skewMs: -5_000 });
    expect(compare()).toMatchObject({ code: ask()?.code, inviterName: "laptop", skewMs: 5_000 });
    expect(ask()?.code).toMatch(/^\d{6}$/);
    await joining.take({ kind: "confirmed" });
    await inviting.take({ kind: "approved", nowMs: START_MS });
    const admitted = only(await inviting.take({ kind: "admitted", admission }));
    await joining.hear(admitted);
    expect(joining.effects.slice(-2)).toEqual([
      { kind: "close", reason: "done" },
      { kind: "admitted", space: space.found.space, inviter: ownerId, inviterName: "laptop", admission, skewMs: 5_000 },
    ]);
    expect(inviting.effects.slice(-2)).toEqual([
      { kind: "close", reason: "done" },
      { kind: "done", device: newcomerId },
    ]);
  });

  test("gives the inviter all that an add needs", async () => {
    await untilAsked(inviting, joining);
    await inviting.take({ kind: "approved", nowMs: START_MS });
    const admit = inviting.effects.find((effect) => effect.kind === "admit");
    if (admit === undefined) throw new Error("admitting");
    const { device, kemKey: key, proof } = admit.newcomer;
    const add = await space.sign(owner, { kind: "add", device, role: "owner", kemKey: key, proof });
    expect(await verifyStatement(fixedSuite, add)).toBe(true);
  });

  test("has a code of fixed nonces that never changes", async () => {
    await untilAsked(inviting, joining);
    expect(ask()?.code).toBe("597744");
  });

  test("shows another code for another nonce of either side", async () => {
    await untilAsked(inviting, joining);
    const code = ask()?.code;
    inviting = new Inviting();
    joining = new Joining({ nonce: new Uint8Array(16).fill(1) });
    await untilAsked(inviting, joining);
    expect(ask()?.code).not.toBe(code);
  });

  test("waits for the newcomer's person, also after it was admitted and the room closed", async () => {
    await untilAsked(inviting, joining);
    await inviting.take({ kind: "approved", nowMs: START_MS });
    await joining.hear(only(await inviting.take({ kind: "admitted", admission })));
    await joining.take({ kind: "closed", reason: "done" });
    expect(joining.effects.some((effect) => effect.kind === "admitted")).toBe(false);
    await joining.take({ kind: "confirmed" });
    expect(joining.effects.at(-1)).toMatchObject({ kind: "admitted" });
  });

  test("meets in a room that the secret alone gives", () => {
    expect(meetingRoomOf(fixedSuite.sha256, secret)).toHaveLength(16);
    expect(meetingRoomOf(fixedSuite.sha256, new Uint8Array(16))).not.toEqual(meetingRoomOf(fixedSuite.sha256, secret));
  });
});

describe("it ends without a member when", () => {
  test("the person at the inviting device declines", async () => {
    await untilAsked(inviting, joining);
    await joining.hear(only(await inviting.take({ kind: "declined" })));
    expect([failureOf(inviting), failureOf(joining)]).toEqual([
      { failure: "declined", close: "declined" },
      { failure: "declined", close: "declined" },
    ]);
  });

  test("the person at the newcomer sees another code", async () => {
    await untilAsked(inviting, joining);
    await joining.take({ kind: "not-confirmed" });
    expect(failureOf(joining)).toEqual({ failure: "not-confirmed", close: "declined" });
  });

  test("the invitation has expired, at whatever step before the approval", async () => {
    const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
    await inviting.hear(request, EXPIRES_MS);
    expect(failureOf(inviting)).toEqual({ failure: "expired", close: "expired" });
    inviting = new Inviting();
    joining = new Joining();
    await untilAsked(inviting, joining);
    await inviting.take({ kind: "approved", nowMs: EXPIRES_MS });
    expect(failureOf(inviting)?.failure).toBe("expired");
    inviting = new Inviting();
    await inviting.take({ kind: "time", nowMs: EXPIRES_MS - 1 });
    expect(failureOf(inviting)).toBeNull();
    await inviting.take({ kind: "time", nowMs: EXPIRES_MS });
    expect(failureOf(inviting)?.failure).toBe("expired");
  });

  test("either side gives up, or the room is closed", async () => {
    await inviting.take({ kind: "cancelled" });
    await joining.take({ kind: "cancelled" });
    expect([failureOf(inviting), failureOf(joining)]).toEqual([
      { failure: "cancelled", close: "left" },
      { failure: "cancelled", close: "left" },
    ]);
    for (const [reason, failure] of [
      ["left", "other-left"],
      ["done", "other-left"],
      ["expired", "expired"],
      ["declined", "declined"],
    ] as const) {
      const [a, b] = [new Inviting(), new Joining()];
      await a.take({ kind: "closed", reason });
      await b.take({ kind: "closed", reason });
      expect([failureOf(a), failureOf(b)]).toEqual([
        { failure, close: null },
        { failure, close: null },
      ]);
    }
  });

  test("the newcomer does not possess its key", async () => {
    joining = new Joining({}, mallory);
    await untilAsked(inviting, joining);
    expect(failureOf(inviting)).toEqual({ failure: "wrong-proof", close: "left" });
    expect(ask()).toBeUndefined();
  });

  test("the newcomer is a member already, or is in the space it is invited to", async () => {
    inviting = new Inviting([ownerId, newcomerId]);
    await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })));
    expect(failureOf(inviting)).toEqual({ failure: "already-member", close: "declined" });
    inviting = new Inviting();
    joining = new Joining({ isMemberOf: (id) => id === space.found.space });
    await joining.hear(only(await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })))));
    expect(failureOf(joining)?.failure).toBe("already-member");
  });

  test("the membership could not be stored", async () => {
    await untilAsked(inviting, joining);
    await inviting.take({ kind: "approved", nowMs: START_MS });
    await joining.hear(only(await inviting.take({ kind: "admission-failed" })));
    expect([failureOf(inviting)?.failure, failureOf(joining)?.failure]).toEqual(["not-admitted", "declined"]);
  });

  test("the newcomer speaks a later version", async () => {
    const message = {
      type: "request",
      version: MEETING_VERSIONS.shared + 1,
      device: newcomerId,
      kemKey,
      name: "",
      commitment: new Uint8Array(32),
      clockMs: 0,
    } as const;
    const { sealed } = sayMeetingMessage(fixedSuite, openMeetingChannel(fixedSuite, "newcomer", secret), message);
    expect(await inviting.hear(sealed)).toHaveLength(1);
    expect(failureOf(inviting)?.failure).toBe("newer-version");
  });

  test("the newcomer's device is no key of prime order", async () => {
    const device = makeId("device", new Uint8Array(32).fill(0, 1).fill(1, 0, 1));
    joining = new Joining({ self: device });
    await untilAsked(inviting, joining);
    expect([failureOf(inviting)?.failure, ask()]).toEqual(["wrong-proof", undefined]);
  });
});

describe("what does not belong ends it", () => {
  const bad = { failure: "bad-message", close: "left" };

  test("another device than the one that the code has named", async () => {
    inviting = new Inviting([ownerId], { newcomer: ownerId });
    joining = new Joining();
    await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })));
    expect(failureOf(inviting)).toEqual(bad);
    [inviting, joining] = [new Inviting([ownerId], { newcomer: newcomerId }), new Joining({ inviter: newcomerId })];
    await joining.hear(only(await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })))));
    expect([failureOf(inviting), failureOf(joining)]).toEqual([null, bad]);
  });

  test("a message under another secret", async () => {
    const stranger = new Joining({ secret: new Uint8Array(16) });
    await inviting.hear(only(await stranger.take({ kind: "joined", nowMs: START_MS })));
    expect(failureOf(inviting)).toEqual(bad);
  });

  test("a replayed message, on either side", async () => {
    const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
    const invitation = only(await inviting.hear(request));
    await inviting.hear(request);
    expect(failureOf(inviting)).toEqual(bad);
    await joining.hear(invitation);
    await joining.hear(invitation);
    expect(failureOf(joining)).toEqual(bad);
  });

  test("a message turned around", async () => {
    const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
    await joining.hear(request);
    expect(failureOf(joining)).toEqual(bad);
  });

  test("a message out of turn", async () => {
    const reveal = { type: "reveal", nonce: new Uint8Array(16), proof: new Uint8Array(64) } as const;
    await inviting.hear(sayMeetingMessage(fixedSuite, openMeetingChannel(fixedSuite, "newcomer", secret), reveal).sealed);
    expect(failureOf(inviting)).toEqual(bad);
    await joining.take({ kind: "joined", nowMs: START_MS });
    const early = sayMeetingMessage(fixedSuite, openMeetingChannel(fixedSuite, "inviter", secret), { type: "admitted", ...admission });
    await joining.hear(early.sealed);
    expect(failureOf(joining)).toEqual(bad);
  });

  test("a nonce that was not committed to", async () => {
    const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
    const invitation = only(await inviting.hear(request));
    const cheating = new Joining({ nonce: new Uint8Array(16).fill(9) });
    cheating.state = joining.state;
    await inviting.hear(only(await cheating.hear(invitation)));
    expect(failureOf(inviting)).toEqual(bad);
  });

  test("a changed byte, a message above the limit, and noise", async () => {
    const request = only(await joining.take({ kind: "joined", nowMs: START_MS }));
    for (const sealed of [request.map((byte, i) => (i === 5 ? byte ^ 1 : byte)), new Uint8Array(16_385), new Uint8Array(0)]) {
      inviting = new Inviting();
      await inviting.hear(sealed);
      expect(failureOf(inviting)).toEqual(bad);
    }
  });

  test("a message while the person is asked, but not once they have approved", async () => {
    await untilAsked(inviting, joining);
    await inviting.hear(new Uint8Array(40));
    expect(failureOf(inviting)).toEqual(bad);
    [inviting, joining] = [new Inviting(), new Joining()];
    await untilAsked(inviting, joining);
    await inviting.take({ kind: "approved", nowMs: START_MS });
    await inviting.hear(new Uint8Array(40));
    await inviting.take({ kind: "closed", reason: "left" });
    await inviting.take({ kind: "cancelled" });
    expect(failureOf(inviting)).toBeNull();
  });

  test("and nothing is done after the end", async () => {
    await inviting.take({ kind: "cancelled" });
    const count = inviting.effects.length;
    await inviting.take({ kind: "approved", nowMs: START_MS });
    await inviting.take({ kind: "admitted", admission });
    await joining.take({ kind: "cancelled" });
    expect([inviting.effects.length, await joining.take({ kind: "joined", nowMs: START_MS })]).toEqual([count, []]);
  });

  test("answers that were not asked for change nothing", async () => {
    await inviting.take({ kind: "approved", nowMs: START_MS });
    await inviting.take({ kind: "declined" });
    await inviting.take({ kind: "verified", valid: true });
    await inviting.take({ kind: "admitted", admission });
    await joining.take({ kind: "confirmed" });
    await joining.take({ kind: "signed", signature: new Uint8Array(64) });
    expect([inviting.effects, joining.effects]).toEqual([[], []]);
  });
});
