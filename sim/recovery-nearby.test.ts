// A recovery phrase and a device beside the new one that holds the space, with no relay anywhere.

import { expect, test } from "vitest";
import type { DeviceId, SpaceId } from "../src/base/ids.ts";
import type { RecoveryRequest, RestoreState } from "../src/replica/face/recovery.ts";
import { makeRecovery } from "../src/replica/recovery/recovery.ts";
import { recoveryKeyOf } from "../src/replica/recovery/recovery-key.ts";
import { addTask, makeWorld, titlesOf } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

const WORDS = new Uint8Array(32).fill(61);
const OTHER_WORDS = new Uint8Array(32).fill(62);

const codeOn = (tab: Tab): string | null => (tab.nearby.kind === "showing" ? tab.nearby.code : null);

async function shownOn(world: World, tab: Tab): Promise<string> {
  await world.until(() => codeOn(tab) !== null, "a code");
  return codeOn(tab) ?? "";
}

/** One who restores in a tab, by words, with whatever device it is shown codes of. */
class Restorer {
  readonly tab: Tab;
  state: RestoreState = { kind: "idle" };
  readonly #world: World;
  readonly #recovery: ReturnType<typeof makeRecovery>;

  constructor(world: World, tab: Tab) {
    this.#world = world;
    this.tab = tab;
    this.#recovery = makeRecovery(world.crypto.makeSigner);
  }

  async #ask(request: RecoveryRequest): Promise<void> {
    await this.#recovery.answer(this.tab.open, request, (told) => void (this.state = told));
  }

  async ask(space: SpaceId, entropy = WORDS): Promise<void> {
    this.begin(space, entropy);
    await this.#world.until(() => this.state.kind === "meeting", "being asked for codes");
  }

  begin(space: SpaceId, entropy = WORDS): void {
    void this.#ask({ kind: "restore", entropy, space, relay: "", from: { kind: "nearby" } });
  }

  confirm(lost: readonly DeviceId[]): void {
    void this.#ask({ kind: "confirm-devices", lost });
  }

  cancel(): void {
    void this.#ask({ kind: "cancel-restore" });
  }

  get outcome(): string {
    return this.state.kind === "failed" ? this.state.failure : this.state.kind;
  }

  async ends(): Promise<string> {
    await this.#world.until(() => this.state.kind === "failed" || this.state.kind === "confirm", "its end");
    return this.outcome;
  }
}

/** The holder shows its code, the other takes it and shows another, the holder takes that. */
async function exchange(world: World, holder: Tab, other: Tab, invite: boolean): Promise<unknown> {
  holder.askNearby({ kind: "start-nearby", invite });
  expect(other.askNearby({ kind: "take-nearby-code", code: await shownOn(world, holder) })).toEqual({ ok: true, value: null });
  return holder.askNearby({ kind: "take-nearby-code", code: await shownOn(world, other) });
}

async function makePhrase(world: World, device: Device, entropy = WORDS): Promise<void> {
  const { open } = await device.use();
  const made = makeRecovery(world.crypto.makeSigner).answer(open, { kind: "make-phrase", entropy, day: "2026-11-27" }, () => undefined);
  expect(await world.time.complete(made, 60_000)).toEqual({ ok: true, value: null });
}

/** A laptop with a task, a phrase and no relay; a tablet that knows nothing. */
async function makeTwo() {
  const world = makeWorld();
  world.isDirect = true;
  world.relay.kill();
  const [laptop, tablet] = [world.addDevice("laptop"), world.addDevice("tablet")];
  const holder = await laptop.use();
  await addTask(laptop, "on the laptop");
  await makePhrase(world, laptop);
  await addTask(tablet, "before");
  const restorer = new Restorer(world, await tablet.use());
  return { world, laptop, tablet, holder, restorer, space: holder.open.space.core.space };
}

/** To its end, or to that of the tab. */
async function goThrough(world: World, holder: Tab, restorer: Restorer, space: SpaceId): Promise<void> {
  const { tab } = restorer;
  const until = (isReached: () => boolean, what: string): Promise<void> => world.until(() => !tab.isAlive || isReached(), what);
  restorer.begin(space);
  await until(() => restorer.state.kind === "meeting", "being asked for codes");
  holder.askNearby({ kind: "start-nearby", invite: true });
  const offer = await shownOn(world, holder);
  if (tab.isAlive) tab.askNearby({ kind: "take-nearby-code", code: offer });
  await until(() => codeOn(tab) !== null, "an answer");
  if (tab.isAlive) holder.askNearby({ kind: "take-nearby-code", code: codeOn(tab) ?? "" });
  await until(() => restorer.state.kind === "confirm", "the list of devices");
  if (tab.isAlive) restorer.confirm([]);
  await until(() => restorer.state.kind === "restored", "the end");
}

test.each([true, false])(
  "words bring a space back from a device beside this one, and the two stay connected (it invites: %s)",
  async (invite) => {
    const { world, laptop, tablet, holder, restorer, space } = await makeTwo();
    await restorer.ask(space);
    expect(await exchange(world, holder, restorer.tab, invite)).toEqual({ ok: true, value: null });
    expect(await restorer.ends()).toBe("confirm");
    expect(titlesOf(restorer.tab)).toEqual(["before"]);
    restorer.confirm([]);
    await world.until(() => restorer.state.kind === "restored", "the end");
    expect(titlesOf(restorer.tab).toSorted()).toEqual(["before", "on the laptop"]);
    await world.until(() => [holder, restorer.tab].every(({ nearby }) => nearby.kind === "connected"), "both connected");
    expect(holder.nearby).toMatchObject({ device: restorer.tab.open.space.core.self });
    await addTask(laptop, "live");
    await addTask(tablet, "both ways");
    const both = ["before", "both ways", "live", "on the laptop"].join();
    await world.until(() => [holder, restorer.tab].every((tab) => titlesOf(tab).toSorted().join() === both), "the same on both");
    expect(holder.status?.devices).toHaveLength(2);
  },
);

test("words that the device does not know, though it would let somebody in, bring nothing back, and say so", async () => {
  const { world, holder, restorer, space } = await makeTwo();
  await restorer.ask(space, OTHER_WORDS);
  await exchange(world, holder, restorer.tab, true);
  expect(await restorer.ends()).toBe("not-known-there");
  expect([restorer.tab.open.space.core.space === space, titlesOf(restorer.tab)]).toEqual([false, ["before"]]);
});

test("a device of another space, or one that has not heard of the words, is told apart from none", async () => {
  const { world, holder, restorer } = await makeTwo();
  const other = world.addDevice("other");
  const elsewhere = (await other.use()).open.space.core.space;
  await restorer.ask(elsewhere);
  await exchange(world, holder, restorer.tab, true);
  expect(await restorer.ends()).toBe("not-known-there");
});

test("a connection that goes in the middle leaves all as it was, and the next codes go on with it", async () => {
  const { world, laptop, holder, restorer, space } = await makeTwo();
  for (let number = 0; number < 20; number++) await addTask(laptop, `task ${number}`);
  await restorer.ask(space);
  await exchange(world, holder, restorer.tab, true);
  await world.until(() => restorer.state.kind === "fetching", "the first of it");
  world.network.breakAll();
  expect(await restorer.ends()).toBe("lost");
  expect(titlesOf(restorer.tab)).toEqual(["before"]);
  restorer.tab.askNearby({ kind: "stop-nearby" });
  await world.until(() => holder.nearby.kind === "failed", "its end there");
  await restorer.ask(space);
  await exchange(world, holder, restorer.tab, false);
  expect(await restorer.ends()).toBe("confirm");
  restorer.confirm([]);
  await world.until(() => restorer.state.kind === "restored", "the end");
  expect(titlesOf(restorer.tab)).toHaveLength(22);
});

test("given up while codes are shown, the tab connects by codes as itself again", async () => {
  const { world, holder, restorer, space } = await makeTwo();
  await restorer.ask(space);
  restorer.cancel();
  expect(restorer.outcome).toBe("idle");
  expect(restorer.tab.open.pairing.guest).toBeNull();
  await exchange(world, holder, restorer.tab, true);
  await world.until(() => holder.pairing.kind === "asked", "being asked to let it in");
});

test("a phrase that was ended meanwhile is none, for a device that knows it", async () => {
  const { world, laptop, holder, restorer, space } = await makeTwo();
  await makePhrase(world, laptop, OTHER_WORDS);
  const recovery = makeRecovery(world.crypto.makeSigner);
  const key = await recoveryKeyOf(holder.open.ports.suite, world.crypto.makeSigner, space, WORDS);
  const end = recovery.answer(holder.open, { kind: "end-phrase", phrase: key.id, entropy: WORDS }, () => undefined);
  expect(await world.time.complete(end, 60_000)).toEqual({ ok: true, value: null });
  await restorer.ask(space);
  await exchange(world, holder, restorer.tab, true);
  expect(await restorer.ends()).toBe("not-known-there");
});

test("killed at any write, the one or the other space is there, whole, and another try brings the rest", async () => {
  let writes = Number.POSITIVE_INFINITY;
  for (let last = 1; last <= writes; last++) {
    const { world, holder, tablet, space } = await makeTwo();
    tablet.killTabs();
    const tab = tablet.openTab((write) => (write === last ? "after" : null));
    await world.until(() => tab.replica !== null || !tab.isAlive, "its start");
    const restorer = new Restorer(world, tab);
    if (tab.isAlive) await goThrough(world, holder, restorer, space);
    if (tab.isAlive) writes = tab.store.writes;
    tab.kill();
    holder.askNearby({ kind: "stop-nearby" });
    const again = await tablet.use();
    if (again.open.space.core.space !== space) {
      expect(titlesOf(again)).toEqual(["before"]);
      await goThrough(world, holder, new Restorer(world, again), space);
    }
    expect(titlesOf(again).toSorted()).toEqual(["before", "on the laptop"]);
  }
  expect(writes).toBeGreaterThan(3);
});
