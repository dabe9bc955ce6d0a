// What the devices have called saved. Acts are asked for without waiting; those answered with ok are remembered, and must be found in the end
// whatever happened to the tab meanwhile.

import type { ActionId, ItemId, SpaceId } from "../src/base/ids.ts";
import type { TaskIntent } from "../src/model/task-intent.ts";
import type { Replica } from "../src/replica/replica.ts";
import { pick } from "./random-intent.ts";
import type { Device, Tab } from "./world.ts";

export type SavedAct = {
  /** 1 for the first that was saved, anywhere. */
  readonly number: number;
  readonly device: Device;
  /** Where it was saved: an act before joining is in another space than the rest. */
  readonly space: SpaceId;
  readonly action: ActionId;
  /** Items that it made. */
  readonly created: readonly ItemId[];
};

const MAKES: ReadonlySet<TaskIntent["kind"]> = new Set(["create", "create-list"]);

export class Acknowledged {
  acts: SavedAct[] = [];
  refused = 0;
  /** Items that somebody wanted to delete for good, whether that was answered or not. */
  readonly purged = new Set<ItemId>();
  count = 0;
  readonly #undoableByTab = new Map<Tab, ActionId[]>();

  /** Nothing happens on a tab that is dead or still opening. */
  act(tab: Tab, intent: TaskIntent): void {
    if (tab.replica === null) return;
    if (intent.kind === "purge") for (const id of intent.ids) this.purged.add(id);
    void this.#act(tab, tab.replica, intent);
  }

  async #act(tab: Tab, replica: Replica, intent: TaskIntent): Promise<void> {
    const { space } = replica.space.core;
    const acted = await replica.act(intent);
    if (!acted.ok) this.refused += 1;
    else if (acted.value.action !== null) this.#note(tab, space, acted.value.action, MAKES.has(intent.kind) ? acted.value.items : []);
  }

  /** One of the tab's last actions. */
  undo(tab: Tab, random: () => number): void {
    const undoable = this.#undoableByTab.get(tab) ?? [];
    const action = pick(random, undoable.slice(-5));
    if (tab.replica === null || action === undefined) return;
    this.#undoableByTab.set(
      tab,
      undoable.filter((other) => other !== action),
    );
    void this.#undo(tab, tab.replica, action);
  }

  async #undo(tab: Tab, replica: Replica, action: ActionId): Promise<void> {
    const { space } = replica.space.core;
    const undone = await replica.undo(action);
    if (undone.ok && undone.value.action !== null) this.#note(tab, space, undone.value.action, []);
  }

  #note(tab: Tab, space: SpaceId, action: ActionId, created: readonly ItemId[]): void {
    this.count += 1;
    this.acts.push({ number: this.count, device: tab.device, space, action, created });
    this.#undoableByTab.set(tab, [...(this.#undoableByTab.get(tab) ?? []), action]);
  }

  /** The device's disk is as it was when `count` acts had been saved: what it saved since may be gone. */
  forgetSince(device: Device, count: number): void {
    this.acts = this.acts.filter((act) => act.number <= count || act.device !== device);
  }
}
