import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { makeSeedSigner } from "../../crypto/ed25519.ts";
import { homePlaceToCode } from "../../members/home-place.ts";
import type { DirectLinkEvents, DirectOptions } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { runSession } from "../../sync/session-driver.ts";
import { DirectLinks } from "../direct/direct-links.ts";
import type { RestoreState } from "../face/recovery.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { pairingSides } from "../pairing-sides.ts";
import { Replica } from "../replica.ts";
import { TestProfile } from "../space.suite.ts";
import { makeRecovery } from "./recovery.ts";

const ADDRESS = { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(10, 0, 0, 1)] };
const PLACE = { device: makeId("device", new Uint8Array(32).fill(0xdd)), address: ADDRESS };
const SPACE = makeId("space", new Uint8Array(32).fill(5));

type Call = { readonly options: DirectOptions; readonly events: DirectLinkEvents; isClosed: boolean };

/** Somebody who restores from a home device whose calls a test answers. */
class Restorer {
  readonly profile: TestProfile;
  readonly calls: readonly Call[];
  readonly states: RestoreState[] = [];
  readonly #recovery = makeRecovery(makeSeedSigner);
  readonly #replica: Replica;

  private constructor(profile: TestProfile, calls: readonly Call[], replica: Replica) {
    this.profile = profile;
    this.calls = calls;
    this.#replica = replica;
  }

  static async open(canConnect = true): Promise<Restorer> {
    const profile = new TestProfile(1);
    const calls: Call[] = [];
    const dial = (options: DirectOptions, events: DirectLinkEvents) => {
      const call: Call = { options, events, isClosed: false };
      calls.push(call);
      const close = (): void => void (call.isClosed = true);
      return { binding: "", send: () => undefined, bufferedBytes: () => 0, close, hear: () => undefined };
    };
    const ports = {
      ...portsOf(profile),
      loadPairing: () => Promise.resolve(pairingSides),
      loadSession: () => Promise.resolve(runSession),
      ...(canConnect ? { loadDirect: async () => ({ DirectLinks, dial }) } : {}),
    };
    const opened = await Replica.open(ports, { defaultRelay: { origin: null, answers: null }, push: () => undefined });
    if (!opened.ok) throw new Error("a replica opens");
    return new Restorer(profile, calls, opened.value);
  }

  begin(): void {
    const code = homePlaceToCode(this.profile.ports().suite.sha256, PLACE);
    const request = { kind: "restore", entropy: new Uint8Array(32), space: SPACE, relay: "", from: { kind: "home", code } } as const;
    void this.#recovery.answer(this.#replica, request, (state) => void this.states.push(state));
  }

  cancel(): void {
    void this.#recovery.answer(this.#replica, { kind: "cancel-restore" }, (state) => void this.states.push(state));
  }

  async called(times = 1): Promise<Call> {
    await settleUntil(() => this.calls.length === times);
    const call = this.calls.at(-1);
    if (call === undefined) throw new Error("a call");
    return call;
  }

  get outcome(): string {
    const state = this.states.at(-1);
    return state?.kind === "failed" ? state.failure : (state?.kind ?? "");
  }
}

test.each<[LinkClosed, string]>([
  [{ kind: "failed", reason: "unreachable" }, "home-unreachable"],
  [{ kind: "failed", reason: "unsupported" }, "no-direct"],
  [{ kind: "remote", error: "not-a-member" }, "no-space-there"],
])("a call to the place on the sheet that ends with %o fails by a name of its own", async (reason, failure) => {
  const restorer = await Restorer.open();
  restorer.begin();
  const call = await restorer.called();
  expect(call.options.at).toEqual(ADDRESS);
  call.events.closed(reason);
  await settle();
  expect([restorer.outcome, restorer.calls.length]).toEqual([failure, 1]);
});

test("one that breaks off is made again, until nothing has come of it for a minute", async () => {
  const restorer = await Restorer.open();
  restorer.begin();
  (await restorer.called()).events.closed({ kind: "failed", reason: "broken" });
  await settle();
  await restorer.profile.timers.pass(2_000);
  const second = await restorer.called(2);
  expect(restorer.outcome).toBe("reaching");
  second.events.closed({ kind: "remote", error: null });
  await restorer.profile.timers.pass(60_000);
  await settle();
  expect(restorer.outcome).toBe("home-unreachable");
  const { length } = restorer.calls;
  await restorer.profile.timers.pass(60_000);
  expect(restorer.calls).toHaveLength(length);
});

test("given up, it calls nobody any more", async () => {
  const restorer = await Restorer.open();
  restorer.begin();
  const call = await restorer.called();
  restorer.cancel();
  await settle();
  await restorer.profile.timers.pass(60_000);
  expect([restorer.outcome, call.isClosed, restorer.calls.length]).toEqual(["idle", true, 1]);
});

test("without direct connections it is said", async () => {
  const restorer = await Restorer.open(false);
  restorer.begin();
  await settleUntil(() => restorer.outcome === "reaching");
  await settleUntil(() => restorer.outcome !== "reaching");
  expect([restorer.outcome, restorer.calls]).toEqual(["no-direct", []]);
});
