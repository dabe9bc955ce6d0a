// Notes that are open on several devices at once, in the simulation: who is in them, by whatever way the devices reach each other.

import { expect, test } from "vitest";
import type { ItemId } from "../src/base/ids.ts";
import type { Here, NotePush, NoteRequest, Present } from "../src/replica/face/notes.ts";
import { notes } from "../src/replica/notes/notes.ts";
import { everyoneHasAll, makeDirectWorld, makePairedWorld, act } from "./story.ts";
import type { Device, Tab, World } from "./world.ts";

/** A tab with a note open, without a screen. */
class Window {
  readonly tab: Tab;
  present: readonly Present[] = [];

  private constructor(tab: Tab) {
    this.tab = tab;
  }

  static async open(tab: Tab, id: ItemId): Promise<Window> {
    const window = new Window(tab);
    tab.open.pageState(true, true);
    await window.#ask({ kind: "watch-note", watch: 1, id, client: 7 });
    await window.be({ caret: null });
    return window;
  }

  #ask(request: NoteRequest): Promise<unknown> {
    const answered = notes.answer(this.tab.open, request, (push) => this.#onPush(push));
    return this.tab.device.world.time.complete(answered, 60_000);
  }

  #onPush(push: NotePush): void {
    if (push.kind === "present") this.present = push.present;
  }

  async be(here: Here | null): Promise<void> {
    await this.#ask({ kind: "be-in-note", watch: 1, here });
  }

  async moveTo(place: number): Promise<void> {
    await this.be({ caret: { anchor: Uint8Array.of(place), head: Uint8Array.of(place) } });
  }

  /** Where the only other device is; null: it has no caret; undefined: none is there. */
  get otherPlace(): number | null | undefined {
    const [other] = this.present;
    return other === undefined ? undefined : (other.caret?.head[0] ?? null);
  }
}

async function makeNote(device: Device): Promise<ItemId> {
  const tab = await device.use();
  const id = device.makeItemId();
  await act(tab, { kind: "create-note", id, title: "Plans" });
  await everyoneHasAll(device.world);
  return id;
}

/** Both see each other, each move, and the other leaving. */
async function seeEachOther(world: World, mine: Window, theirs: Window): Promise<void> {
  await world.until(() => mine.otherPlace === null && theirs.otherPlace === null, "both being there");
  await mine.moveTo(3);
  await theirs.moveTo(4);
  await world.until(() => mine.otherPlace === 4 && theirs.otherPlace === 3, "both carets");
}

const linksOf = (tab: Tab): number => tab.status?.devices.filter(({ connection }) => connection.kind === "direct").length ?? 0;
const isLinked = (tab: Tab): boolean => linksOf(tab) > 0;

test("two devices at a relay see each other in a note, and no more once one has left it or is gone", async () => {
  const { world, devices } = await makePairedWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  const id = await makeNote(laptop);
  const mine = await Window.open(await laptop.use(), id);
  const theirs = await Window.open(await phone.use(), id);
  await seeEachOther(world, mine, theirs);
  expect(mine.present).toEqual([{ device: theirs.tab.open.space.core.self, caret: { anchor: Uint8Array.of(4), head: Uint8Array.of(4) } }]);
  await theirs.be(null);
  await world.until(() => mine.otherPlace === undefined && theirs.otherPlace === undefined, "nobody being there");
  await theirs.moveTo(5);
  await world.until(() => mine.otherPlace === 5, "the phone being back");
  theirs.tab.kill();
  await world.until(() => mine.otherPlace === undefined, "the phone being gone");
});

test("they see each other by a direct connection alone, and in tabs without the links", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "phone");
  const [laptop, phone] = devices;
  if (phone === undefined) throw new Error("two devices");
  const id = await makeNote(laptop);
  const [holder] = laptop.tabs;
  await world.until(() => holder !== undefined && isLinked(holder), "a direct connection");
  world.relay.kill();
  const second = laptop.openTab();
  await world.until(() => second.status !== undefined && isLinked(second), "the other tab being told");
  expect(second.open.links.isHolder).toBe(false);
  const mine = await Window.open(second, id);
  const theirs = await Window.open(await phone.use(), id);
  await seeEachOther(world, mine, theirs);
  world.network.cut("laptop", "phone");
  await world.until(() => mine.otherPlace === undefined && theirs.otherPlace === undefined, "nobody being there");
  world.relay.start();
  world.network.heal();
  await world.until(() => mine.otherPlace === 4 && theirs.otherPlace === 3, "both being there again");
});

test("two that only a third is connected to do not see each other by way of it, but once it has brought them together", async () => {
  const { world, devices } = await makeDirectWorld("laptop", "phone", "tablet");
  const [laptop, phone, tablet] = devices;
  if (phone === undefined || tablet === undefined) throw new Error("three devices");
  const id = await makeNote(laptop);
  const tabs = [await laptop.use(), await phone.use(), await tablet.use()] as const;
  await world.until(() => tabs.every((tab) => linksOf(tab) === 2), "a direct connection between any two");
  world.relay.kill();
  world.network.cut("phone", "tablet");
  await world.until(() => linksOf(tabs[1]) === 1 && linksOf(tabs[2]) === 1, "the loss of one");
  const theirs = await Window.open(tabs[1], id);
  const others = await Window.open(tabs[2], id);
  const mine = await Window.open(tabs[0], id);
  await world.until(() => mine.present.length === 2, "both being seen by the third");
  expect([theirs, others].map(({ present }) => present.map(({ device }) => device))).toEqual(
    Array.from({ length: 2 }, () => [tabs[0].open.space.core.self]),
  );
  world.network.heal();
  await world.until(() => [mine, theirs, others].every(({ present }) => present.length === 2), "each seeing both others");
});
