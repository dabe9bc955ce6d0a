// The spaces that this profile has left by joining another one, each with how many of its records had been taken along. Tabs that have not heard of
// the move yet, and acts that were under way, may still append there: what has come since is taken along as soon as somebody looks. Nothing of a
// left space is deleted before something that it holds was deleted for good (empty-left-space.ts). What is noted of them is read by code of its own
// (left-space-entries.ts): most profiles have left none.

import { ok } from "../base/result.ts";
import type { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import type { ForgettingPorts } from "./forget-at-relay.ts";
import type { OpenSpace, takeLeftAlong } from "./left-space-entries.ts";
import type { Space } from "./space.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";
import type { takeItems } from "./take-items.ts";

/** In the store's meta table. */
export const LEFT_SPACES = "left-spaces";

type Loaded = {
  readonly takeItems: typeof takeItems;
  readonly takeLeftAlong: typeof takeLeftAlong;
  readonly emptyLeftSpaces: typeof emptyLeftSpaces;
  readonly forgetLeftSpaces: typeof forgetLeftSpaces;
};

export class LeftSpaces {
  readonly #open: OpenSpace;
  readonly #load: () => Promise<Loaded>;
  readonly #ports: ForgettingPorts;
  #deletedBefore = 0;
  #isOwed = false;

  constructor(open: OpenSpace, load: () => Promise<Loaded>, ports: ForgettingPorts) {
    this.#open = open;
    this.#load = load;
    this.#ports = ports;
  }

  /** What could not be taken along before, as on a full disk: until then it is saved, and shows nowhere. */
  takeOwed(into: Space): void {
    if (this.#isOwed) void this.takeAlong(into);
  }

  /** What left spaces have gained since they were left. Where it fails it is owed. */
  async takeAlong(into: Space): Promise<void> {
    const taken = await catchStoreFailure<boolean>(async () => {
      if (valueOf(await into.core.ports.store.readMeta(LEFT_SPACES)) === null) return ok(true);
      const loaded = await this.#load().catch(() => null);
      return ok((await loaded?.takeLeftAlong(into, this.#open)) ?? false);
    });
    this.#isOwed = !taken.ok || !taken.value;
  }

  /** Has them emptied of what was deleted for good, here and at the relay: looks when there is more of it than before, in the tab that holds the links. */
  async emptyOfDeleted(into: Space): Promise<void> {
    const deleted = into.core.items.tombstones.size;
    if (deleted === this.#deletedBefore || into.core.fence === null) return;
    const loaded = await this.#load().catch(() => null);
    const emptied = await loaded?.emptyLeftSpaces(into, this.#open, loaded.takeItems);
    const forgotten = await loaded?.forgetLeftSpaces(into, this.#open, this.#ports);
    if (emptied?.ok === true && forgotten?.ok === true && forgotten.value) this.#deletedBefore = deleted;
  }
}
