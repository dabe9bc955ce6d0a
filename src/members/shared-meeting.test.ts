// A meeting for a space that is shared with somebody else, who is to take nothing along into it.

import { describe, expect, test } from "vitest";
import { fixedSuite } from "../crypto/fixed.suite.ts";
import { openMeetingChannel, sayMeetingMessage } from "./meeting-channel.ts";
import { askOf, compareOf, failureOf, Inviting, Joining, only, ownerId, secret, space, START_MS, untilAsked } from "./meeting.suite.ts";

describe("a meeting for a space that is shared", () => {
  const shared = { name: "Household", role: "reader" } as const;

  test("shows both the space and the role, which are part of what is compared", async () => {
    const [inviting, joining] = [new Inviting([ownerId], { shared }), new Joining({ isShared: true })];
    await untilAsked(inviting, joining);
    expect([compareOf(joining)?.shared, askOf(inviting)?.code === compareOf(joining)?.code]).toEqual([shared, true]);
    const other = [new Inviting([ownerId], { shared: { ...shared, role: "writer" } }), new Joining({ isShared: true })] as const;
    await untilAsked(...other);
    expect(compareOf(other[1])?.code).not.toBe(compareOf(joining)?.code);
  });

  test("ends before anybody is asked where the newcomer would bring along what it has, as an older version does", async () => {
    const [inviting, joining] = [new Inviting([ownerId], { shared }), new Joining()];
    await joining.hear(only(await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })))));
    expect([failureOf(inviting), failureOf(joining)?.failure, askOf(inviting)]).toEqual([
      { failure: "older-version", close: "left" },
      "declined",
      undefined,
    ]);
  });

  test("ends where the code was for another device of the user's own, on either side", async () => {
    const [inviting, joining] = [new Inviting(), new Joining({ isShared: true })];
    await inviting.hear(only(await joining.take({ kind: "joined", nowMs: START_MS })));
    expect([failureOf(inviting)?.failure, askOf(inviting)]).toEqual(["bad-message", undefined]);
    const alone = new Joining({ isShared: true });
    await alone.take({ kind: "joined", nowMs: START_MS });
    const own = { type: "invitation", space: space.found.space, device: ownerId, name: "", nonce: new Uint8Array(16), clockMs: 0 } as const;
    const { sealed } = sayMeetingMessage(fixedSuite, openMeetingChannel(fixedSuite, "inviter", secret), { ...own, shared: null });
    expect(await alone.hear(sealed)).toEqual([]);
    expect([failureOf(alone)?.failure, compareOf(alone)]).toEqual(["bad-message", undefined]);
  });
});
