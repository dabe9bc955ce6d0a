import { expect, test } from "vitest";
import { makeId } from "../../base/ids.ts";
import type { DirectLinkEvents, DirectOptions } from "../../ports/direct.ts";
import { bytesToUtf8, utf8ToBytes } from "../../base/bytes.ts";
import {
  encodeNearbyCode,
  parseNearbyCode,
  checkOf,
  type NearbyAnswer,
  type NearbyCode,
  type NearbyOffer,
} from "../../wire/nearby-code.ts";
import { DirectLinks } from "../direct/direct-links.ts";
import type { NearbyState } from "../face/nearby.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { Replica } from "../replica.ts";
import { TestProfile } from "../space.suite.ts";
import { makeNearby } from "./nearby.ts";

const STRANGER = makeId("device", new Uint8Array(32).fill(0xdd));
const OFFER: NearbyOffer = { role: "offer", device: STRANGER, secret: new Uint8Array(16).fill(5), description: Uint8Array.of(1) };
const ANSWER: NearbyAnswer = { role: "answer", device: STRANGER, answers: new Uint8Array(4), description: Uint8Array.of(1) };
const TAKEN = { ok: true, value: null };

/** A device whose connections a test makes and ends. */
class Lone {
  readonly profile = new TestProfile(1);
  readonly states: NearbyState[] = [];
  readonly dialled: { readonly options: DirectOptions; readonly events: DirectLinkEvents; isClosed: boolean }[] = [];
  #replica: Replica | null = null;
  readonly #nearby = makeNearby({ compact: utf8ToBytes, expand: bytesToUtf8 });

  static async open(parts: { readonly hasLinks?: boolean; readonly canConnect?: boolean } = {}): Promise<Lone> {
    const lone = new Lone();
    const { hasLinks = true, canConnect = true } = parts;
    const opened = await Replica.open(
      {
        ...portsOf(lone.profile),
        openLease: ({ acquired }) => {
          if (hasLinks) void Promise.resolve().then(() => acquired(1));
          return { steal: () => undefined, close: () => undefined };
        },
        ...(canConnect ? { loadDirect: async () => ({ DirectLinks, dial: lone.#dial }) } : {}),
      },
      { defaultRelay: { origin: null, answers: null }, push: () => undefined },
    );
    if (!opened.ok) throw new Error("a replica opens");
    lone.#replica = opened.value;
    return lone;
  }

  readonly #dial: Awaited<ReturnType<NonNullable<ReturnType<typeof portsOf>["loadDirect"]>>>["dial"] = (options, events) => {
    const end = { options, events, isClosed: false };
    this.dialled.push(end);
    return {
      binding: "",
      send: () => undefined,
      bufferedBytes: () => 0,
      close: () => {
        end.isClosed = true;
      },
      hear: ({ kind }) => {
        if (kind === "description" && !options.first) events.signal({ kind: "description", type: "answer", sdp: "an answer" });
      },
    };
  };

  get replica(): Replica {
    if (this.#replica === null) throw new Error("it is opened right after it is made");
    return this.#replica;
  }

  get state(): NearbyState | undefined {
    return this.states.at(-1);
  }

  ask(kind: "start-nearby" | "stop-nearby"): void {
    this.#nearby.answer(this.replica, kind === "start-nearby" ? { kind, invite: true } : { kind }, (state) => void this.states.push(state));
  }

  take(code: NearbyCode | string): unknown {
    const text = typeof code === "string" ? code : encodeNearbyCode(code, this.replica.ports.suite.sha256);
    return this.#nearby.answer(this.replica, { kind: "take-nearby-code", code: text }, (state) => void this.states.push(state));
  }

  async show(): Promise<NearbyCode> {
    this.ask("start-nearby");
    await this.pass(100);
    this.dialled.at(-1)?.events.signal({ kind: "description", type: "offer", sdp: "an offer" });
    const parsed = parseNearbyCode(this.state?.kind === "showing" ? this.state.code : "", this.replica.ports.suite.sha256);
    if (!parsed.ok) throw new Error("a code is shown");
    return parsed.value;
  }

  answerTo(code: NearbyCode): NearbyAnswer {
    return { ...ANSWER, answers: checkOf(code, this.replica.ports.suite.sha256) };
  }

  async pass(ms: number): Promise<void> {
    await this.profile.timers.pass(ms);
  }
}

test.each<readonly [string, NearbyCode | string, string]>([
  ["some other text", "https://example.org/", "not-a-code"],
  ["half a code", "dbn1.AQDd", "damaged"],
  ["one of a later version", "dbn2.anything", "newer-version"],
  ["an answer to nothing", ANSWER, "answer-without-offer"],
  ["a stranger's, who does not invite", { ...OFFER, secret: null }, "stranger"],
])("%s is refused with the reason", async (_, code, error) => {
  const lone = await Lone.open();
  expect(lone.take(code)).toEqual({ ok: false, error });
  expect(lone.states).toEqual([]);
});

test("one's own code, and an answer to another one, are refused while the code stays on screen", async () => {
  const lone = await Lone.open();
  const code = await lone.show();
  expect([lone.take(code), lone.take(ANSWER)]).toEqual([{ ok: false, error: "own-code" }, { ok: false, error: "other-answer" }]); // prettier-ignore
  expect(lone.state).toMatchObject({ kind: "showing", role: "offer", invites: true });
  expect(lone.dialled[0]?.options).toMatchObject({ first: true, restrictTo: "host" });
});

test("that nothing gets through is told after 15 seconds, and not before", async () => {
  const lone = await Lone.open();
  const code = await lone.show();
  expect(lone.take(lone.answerTo(code))).toEqual(TAKEN);
  // A camera goes on reading.
  expect(lone.take(lone.answerTo(code))).toEqual(TAKEN);
  expect(lone.take(OFFER)).toEqual({ ok: false, error: "busy" });
  await lone.pass(14_900);
  expect(lone.state).toEqual({ kind: "connecting" });
  await lone.pass(200);
  expect(lone.state).toEqual({ kind: "failed", failure: "no-way" });
  expect(lone.dialled[0]?.isClosed).toBe(true);
});

test("a connection over which nothing is said is broken, not without a way", async () => {
  const lone = await Lone.open();
  lone.take(lone.answerTo(await lone.show()));
  lone.dialled[0]?.events.opened();
  await lone.pass(15_100);
  expect(lone.state).toEqual({ kind: "failed", failure: "broken" });
});

test("who answers shows that for ten minutes, and another offer that is taken meanwhile takes its place", async () => {
  const lone = await Lone.open();
  expect(lone.take(OFFER)).toEqual(TAKEN);
  await lone.pass(100);
  expect(lone.state).toMatchObject({ kind: "showing", role: "answer", invites: false });
  expect(lone.take({ ...OFFER, description: Uint8Array.of(2) })).toEqual(TAKEN);
  await lone.pass(100);
  expect(lone.dialled.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  await lone.pass(599_000);
  expect(lone.state?.kind).toBe("showing");
  await lone.pass(1_000);
  expect(lone.state).toEqual({ kind: "failed", failure: "timed-out" });
});

test("what is stopped ends, also while it is being made", async () => {
  const lone = await Lone.open();
  await lone.show();
  lone.ask("start-nearby");
  lone.ask("stop-nearby");
  await lone.pass(10_000);
  expect(lone.state).toEqual({ kind: "idle" });
  expect(lone.dialled.map(({ isClosed }) => isClosed)).toEqual([true]);
});

test.each([
  ["a browser without such connections", { canConnect: false }, "unsupported"],
  ["a tab that does not get the links", { hasLinks: false }, "busy"],
])("%s says so", async (_, parts, failure) => {
  const lone = await Lone.open(parts);
  lone.ask("start-nearby");
  await lone.pass(10_000);
  expect(lone.state).toEqual({ kind: "failed", failure });
});

test("a page that cannot make a connection says so", async () => {
  const lone = await Lone.open();
  await lone.show();
  lone.dialled[0]?.events.closed({ kind: "failed", reason: "unsupported" });
  expect(lone.state).toEqual({ kind: "failed", failure: "unsupported" });
});
