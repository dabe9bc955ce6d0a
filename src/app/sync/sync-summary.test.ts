import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { DeviceState, SyncStatus } from "../../replica/face.ts";
import type { SpaceInfo } from "../../replica/face/spaces.ts";
import { AWAY } from "./away.suite.ts";
import { isTokenNeeded, syncSummary, whereabouts } from "./sync-summary.ts";
import { bytesText, problemTexts, relayStateText, remainingText } from "./sync-texts.ts";

const device = (n: number, self: boolean, hasEverything: boolean, name: string | null = `Device ${n}`): DeviceState => ({
  id: makeId("device", new Uint8Array(32).fill(n)),
  name,
  self,
  role: "owner",
  hasEverything,
  isReplaced: false,
  connection: AWAY,
});

const ALONE: SyncStatus = {
  space: null,
  relayAddress: null,
  relay: { kind: "none" },
  recordsNotAtRelay: 3,
  recordsOnlyHere: 3,
  recordsHeld: 3,
  moving: false,
  devices: [device(1, true, true)],
  openElsewhere: [],
  relayCameBackOlder: false,
  relayWasRefilled: false,
  relayWithholds: [],
  notApplied: { keyless: 0, parked: 0, void: 0, poisoned: 0, corrupt: 0 },
  forkedLogs: 0,
  removed: null,
  newerMembership: false,
  recoveryPhrases: 0,
  statementsOnlyHere: false,
  statistics: { bytesSent: 0, bytesReceived: 0, recordsSent: 0, recordsReceived: 0, connects: 0 },
};
const ready = { kind: "ready" } as const;
const AT_RELAY: SyncStatus = {
  ...ALONE,
  relayAddress: "wss://r.example",
  relay: { kind: "online", sending: null, receiving: null },
  recordsNotAtRelay: 0,
  recordsOnlyHere: 0,
};

test("without relay or other device everything is only here", () => {
  expect(syncSummary(ALONE, ready, [])).toEqual({ shape: "half", sentence: "Only on this device." });
});

test("where only files bring something it says when the last of any device came so, as long as nothing better is there", () => {
  const NOON = new Date(2026, 4, 6, 12, 0).getTime();
  const byFile = (n: number, byFileMs: number): DeviceState => ({
    ...device(n, false, false),
    connection: { ...AWAY, kind: "file", byFileMs },
  });
  const devices = [device(1, true, true), byFile(2, NOON - 60_000), byFile(3, NOON)];
  expect(syncSummary({ ...ALONE, devices }, ready, [], NOON).sentence).toBe("Only on this device. Last by file: 12:00.");
  const atRelay = syncSummary({ ...AT_RELAY, recordsNotAtRelay: 1, devices }, ready, [], NOON).sentence;
  expect(atRelay).not.toContain("by file");
});

test("a relay that has confirmed everything is enough for a full dot", () => {
  expect(syncSummary(AT_RELAY, ready, [])).toEqual({ shape: "full", sentence: "Saved here and at the relay." });
});

test("a relay that was never reached has confirmed nothing", () => {
  expect(syncSummary({ ...AT_RELAY, relay: { kind: "connecting" }, recordsHeld: 0 }, ready, []).shape).toBe("half");
});

test("what a relay has confirmed is there, also when the page is opened away from it", () => {
  expect(syncSummary({ ...AT_RELAY, relay: { kind: "offline" } }, ready, []).sentence).toBe("Saved here and at the relay.");
});

test("being offline with changes to send is no error", () => {
  const offline: SyncStatus = { ...AT_RELAY, relay: { kind: "offline" }, recordsNotAtRelay: 2 };
  expect(syncSummary(offline, ready, [])).toEqual({ shape: "half", sentence: "Saved here. It goes out when the relay can be reached." });
  expect(syncSummary({ ...offline, recordsOnlyHere: 2 }, ready, []).sentence).toMatch(/^Only on this device so far\./u);
});

test("another device that has everything is named, several are counted", () => {
  const one: SyncStatus = { ...AT_RELAY, devices: [device(1, true, true), device(2, false, true, "Phone"), device(3, false, false)] };
  const two: SyncStatus = { ...one, devices: one.devices.map((each) => ({ ...each, hasEverything: true })) };
  expect(syncSummary(one, ready, [])).toEqual({ shape: "full", sentence: "Saved here. Phone has it too." });
  expect(syncSummary(two, ready, []).sentence).toBe("Saved here and on 2 other devices.");
});

test("what cannot be saved is not called saved", () => {
  expect(syncSummary(AT_RELAY, { kind: "full" }, [])).toEqual({ shape: "attention", sentence: "Changes are not being saved." });
});

test("a waiting relay says why and when it is tried again", () => {
  const waiting = { kind: "waiting", retryAtMs: 31_000, reason: "unreachable" } as const;
  expect(relayStateText(waiting, 1000)).toBe("The relay cannot be reached. Next try in 30 seconds.");
  expect(relayStateText({ kind: "online", sending: null, receiving: null }, 1000)).toBe("Connected");
  expect(relayStateText({ kind: "online", sending: null, receiving: null, isDirect: true }, 1000)).toBe(
    "Connected, directly in your network",
  );
  expect(relayStateText(waiting, 32_000)).toBe("The relay cannot be reached. Next try now.");
  expect(relayStateText({ ...waiting, retryAtMs: 241_000 }, 1000)).toMatch(/in 4 minutes\.$/u);
});

test("a relay that asks for a token is told as such, and not as something that will pass", () => {
  const refused = { kind: "waiting", retryAtMs: 31_000, reason: "space-refused" } as const;
  expect(relayStateText(refused, 1000)).toBe("This relay opens a new space only with its token.");
  expect(syncSummary({ ...AT_RELAY, relay: refused, recordsNotAtRelay: 2 }, ready, [])).toEqual({
    shape: "half",
    sentence: "Only on this device: the relay asks for its token.",
  });
});

test("a relay whose operator does not want this space is told as such, and no token is asked for", () => {
  const texts = (["space-not-listed", "foreign-page"] as const).map((reason) => {
    const relay = { kind: "waiting", retryAtMs: 31_000, reason } as const;
    const status = { ...AT_RELAY, relay, recordsNotAtRelay: 2 };
    expect(isTokenNeeded(status)).toBe(false);
    expect(syncSummary(status, ready, [])).toEqual({
      shape: "half",
      sentence: "Only on this device: the relay does not take up your space.",
    });
    return relayStateText(relay, 1000);
  });
  expect(texts).toEqual([
    "This relay takes up only the spaces that its operator has listed, and yours is not among them.",
    expect.stringMatching(/^This relay takes up a new space only for pages that it serves itself\..*DAYBOOK_ORIGINS/u),
  ]);
});

test("problems are told only where there are any", () => {
  expect(problemTexts(ALONE, null)).toEqual([]);
  expect(problemTexts(ALONE, "The clock is wrong.")).toEqual(["The clock is wrong."]);
  const troubled: SyncStatus = { ...ALONE, forkedLogs: 1, notApplied: { keyless: 0, parked: 2, void: 0, poisoned: 1, corrupt: 1 } };
  expect(problemTexts(troubled, null)).toHaveLength(4);
});

test("nothing is called safe that another device has and the relay does not show", () => {
  const refilled: SyncStatus = { ...AT_RELAY, relayWasRefilled: true };
  expect(problemTexts(refilled, null)).toEqual([expect.stringContaining("nothing is lost")]);
  const withheld: SyncStatus = { ...refilled, relayWithholds: [{ device: device(2, false, false).id, records: 2 }] };
  expect(problemTexts(withheld, null)).toEqual([expect.stringContaining("2 changes")]);
});

test("amounts are short", () => {
  expect([0, 340, 17_810, 4_021_133, 250_000_000].map(bytesText)).toEqual(["0 B", "340 B", "17.8 kB", "4.0 MB", "250 MB"]);
});

test("a countdown ends", () => {
  expect(remainingText(605_000, 0)).toBe("10:05");
  expect(remainingText(5000, 5000)).toBeNull();
});

test.each([
  ["before anything is known", null, "unknown"],
  ["with no relay and no other device", ALONE, "only-here"],
  ["with something the relay lacks", { ...AT_RELAY, recordsNotAtRelay: 1 }, "only-here"],
  ["with something on its way out", { ...AT_RELAY, recordsNotAtRelay: 1, moving: true }, "only-here"],
  ["while more comes in", { ...AT_RELAY, moving: true }, "unknown"],
  ["with a relay not reached yet", { ...AT_RELAY, recordsHeld: 0, relay: { kind: "connecting" } }, "unknown"],
  ["with all at the relay", AT_RELAY, "elsewhere"],
  ["with all on another device", { ...ALONE, devices: [device(1, true, true), device(2, false, true)] }, "elsewhere"],
] as const)("%s, it is told where things are", (_when, status, where) => {
  expect(whereabouts(status, [])).toBe(where);
});

const inSpace = (n: number, recordsOnlyHere: number, name: string | null = `Space ${n}`): SpaceInfo => ({
  id: makeId("space", new Uint8Array(32).fill(n)),
  name,
  isOwn: n === 1,
  role: "owner",
  people: [],
  former: [],
  leaving: null,
  isRemoved: false,
  asksToWipe: false,
  recordsOnlyHere,
});
const OF_FIRST: SyncStatus = { ...AT_RELAY, space: inSpace(1, 0).id };

test("what another space has only here keeps the mark from being full, and is named", () => {
  const household = inSpace(2, 4, "Household");
  expect(syncSummary(OF_FIRST, ready, [inSpace(1, 0), inSpace(2, 0)])).toEqual({ shape: "full", sentence: "Saved here and at the relay." });
  expect(syncSummary(OF_FIRST, ready, [inSpace(1, 0), household])).toEqual({
    shape: "half",
    sentence: "Not everywhere yet: “Household” waits.",
  });
  const many = [inSpace(1, 0), household, inSpace(3, 1), inSpace(4, 1)];
  expect(syncSummary(OF_FIRST, ready, many).sentence).toBe("Not everywhere yet: “Household” and 2 other spaces wait.");
  expect(whereabouts(OF_FIRST, many)).toBe("only-here");
  expect(whereabouts(OF_FIRST, [inSpace(1, 0), inSpace(2, 0)])).toBe("elsewhere");
});

test("where a shared space is on screen the user's own one counts, and its own figures are the status", () => {
  const own = inSpace(1, 2, null);
  expect(syncSummary({ ...AT_RELAY, space: inSpace(2, 0).id }, ready, [own, inSpace(2, 9)]).sentence).toBe(
    "Not everywhere yet: “My own” waits.",
  );
});
