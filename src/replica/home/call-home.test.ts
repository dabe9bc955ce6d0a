import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import { homeInvitationToCode } from "../../members/invitation.ts";
import type { DirectLinkEvents, DirectOptions } from "../../ports/direct.ts";
import type { LinkClosed } from "../../ports/link.ts";
import { settle, settleUntil } from "../../sync/manual-timers.suite.ts";
import { DirectLinks } from "../direct/direct-links.ts";
import type { PairingState } from "../face.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { pairingSides } from "../pairing-sides.ts";
import { Replica } from "../replica.ts";
import { TestProfile } from "../space.suite.ts";

const ADDRESS = { fingerprint: "ab".repeat(32), port: 8788, hosts: [Uint8Array.of(10, 0, 0, 1)] };
const HOME = { secret: new Uint8Array(16).fill(5), device: makeId("device", new Uint8Array(32).fill(0xdd)), address: ADDRESS };

/** A device whose calls a test answers. */
class Lone {
  readonly profile = new TestProfile(1);
  readonly states: PairingState[] = [];
  readonly calls: { readonly options: DirectOptions; readonly events: DirectLinkEvents; isClosed: boolean }[] = [];
  #replica: Replica | null = null;

  static async open(parts: { readonly hasLinks?: boolean; readonly canConnect?: boolean } = {}): Promise<Lone> {
    const lone = new Lone();
    const { hasLinks = true, canConnect = true } = parts;
    const dial = (options: DirectOptions, events: DirectLinkEvents) => {
      const call = { options, events, isClosed: false };
      lone.calls.push(call);
      return {
        binding: "",
        send: () => undefined,
        bufferedBytes: () => 0,
        close: () => void (call.isClosed = true),
        hear: () => undefined,
      };
    };
    const opened = await Replica.open(
      {
        ...portsOf(lone.profile),
        loadPairing: () => Promise.resolve(pairingSides),
        openLease: ({ acquired }) => {
          if (hasLinks) void Promise.resolve().then(() => acquired(1));
          return { steal: () => undefined, close: () => undefined };
        },
        ...(canConnect ? { loadDirect: async () => ({ DirectLinks, dial }) } : {}),
      },
      {
        defaultRelay: { origin: null, answers: null },
        push: (push) => {
          if (push.kind === "pairing") lone.states.push(push.pairing);
        },
      },
    );
    if (!opened.ok) throw new Error("a replica opens");
    lone.#replica = opened.value;
    return lone;
  }

  join(asks: boolean): void {
    this.#replica?.pairing.join(homeInvitationToCode(this.profile.ports().suite.sha256, { ...HOME, asks }));
  }

  cancel(): void {
    this.#replica?.pairing.cancel();
  }

  get state(): string {
    const state = this.states.at(-1);
    return state?.kind === "failed" ? state.reason : (state?.kind ?? "");
  }

  async endsWith(reason: LinkClosed): Promise<string> {
    await settleUntil(() => this.calls.length > 0);
    this.calls.at(-1)?.events.closed(reason);
    await settle();
    return this.state;
  }
}

test.each([
  [true, "calling"],
  [false, "joining"],
])("a device whose code is read is called at its address, until that is given up (it asks: %s)", async (asks, kind) => {
  const lone = await Lone.open();
  lone.join(asks);
  await settleUntil(() => lone.calls.length > 0);
  expect([lone.calls[0]?.options.at, lone.state]).toEqual([ADDRESS, kind]);
  lone.cancel();
  expect([lone.state, lone.calls[0]?.isClosed]).toEqual(["idle", true]);
});

test.each<[LinkClosed, string]>([
  [{ kind: "failed", reason: "unreachable" }, "home-unreachable"],
  [{ kind: "failed", reason: "unsupported" }, "no-direct"],
  [{ kind: "remote", error: "no-meeting" }, "used"],
  [{ kind: "remote", error: "meeting-taken" }, "taken"],
  [{ kind: "remote", error: "unsupported-version" }, "newer-version"],
  [{ kind: "remote", error: "rate" }, "other-left"],
])("a call that ends with %o fails by a name of its own", async (reason, failure) => {
  for (const asks of [true, false]) {
    const lone = await Lone.open();
    lone.join(asks);
    expect(await lone.endsWith(reason)).toBe(failure);
  }
});

test("without direct connections, or with the links in a tab that keeps them, it is said", async () => {
  const unable = await Lone.open({ canConnect: false });
  unable.join(false);
  await settleUntil(() => unable.state === "no-direct");
  const busy = await Lone.open({ hasLinks: false });
  busy.join(true);
  await settle();
  await busy.profile.timers.pass(10_000);
  await settleUntil(() => busy.state === "other-tab");
  expect([unable.calls, busy.calls]).toEqual([[], []]);
});
