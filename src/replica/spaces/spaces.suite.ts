// For tests: a profile with several spaces in one tab.

import type { ActionId, ItemId, SpaceId } from "../../base/ids.ts";
import type { Store } from "../../ports/store.ts";
import { openMemoryStore } from "../../storage/memory-store.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import { activeSpaceEntry } from "../active-space.ts";
import type { ReplicaPush } from "../face.ts";
import type { SpacesState } from "../face/spaces.ts";
import { portsOf } from "../lone-replica.suite.ts";
import { Replica } from "../replica.ts";
import { changeSharedSpaces } from "../shared-spaces.ts";
import { createIntent, newItem, titlesOf, valueIn, type TestProfile } from "../space.suite.ts";
import type { Space } from "../space.ts";
import { makeBatch } from "../store-batch.ts";
import { spaces } from "./spaces.ts";

export type Tab = {
  readonly replica: Replica;
  readonly told: ReplicaPush[];
  /** In the space that is shown. */
  readonly add: (title: string) => Promise<{ readonly id: ItemId; readonly action: ActionId }>;
  /** It is shown from then on. */
  readonly found: (name: string) => Promise<SpaceId>;
  readonly showTogether: () => Promise<void>;
  readonly state: () => SpacesState | undefined;
};

export async function openTab(profile: TestProfile, store: Store = openMemoryStore(profile.disk)): Promise<Tab> {
  const told: ReplicaPush[] = [];
  const options = { defaultRelay: { origin: null, answers: null }, push: (push: ReplicaPush) => void told.push(push) };
  const replica = valueIn(await Replica.open({ ...portsOf(profile), store }, options));
  await replica.spaces.takeShared();
  await settle();
  return {
    replica,
    told,
    async add(title) {
      const id = newItem(replica.space);
      const { action } = valueIn(await replica.act(createIntent(id, title)));
      if (action === null) throw new Error("an action");
      return { id, action };
    },
    async found(name) {
      const founded = await spaces.answer(replica, { kind: "found-space", name });
      if (founded === null || typeof founded !== "object" || !founded.ok) throw new Error("it is founded");
      return replica.space.core.space;
    },
    showTogether: async () => void (await spaces.answer(replica, { kind: "show-space", space: null })),
    state: () => told.findLast((push) => push.kind === "spaces")?.spaces,
  };
}

/** Of its open tasks, by the name of the space. */
export const titlesIn = ({ spaces: { all } }: Replica): Record<string, readonly string[]> =>
  Object.fromEntries(all.map(({ space }) => [space.core.members.spaceName ?? "own", titlesOf(space)]));

/** The profile, which has a space of its own by then, is let into another one. */
export async function letIn(profile: TestProfile, host: Space, role: "owner" | "writer" | "reader"): Promise<void> {
  const own = await profile.open();
  await profile.join(host, { role });
  const store = openMemoryStore(profile.disk);
  valueIn(await store.commit(makeBatch(own.core.space, { meta: [activeSpaceEntry(own.core.space)] })));
  valueIn(await changeSharedSpaces(store, (all) => [...all, host.core.space]));
  own.close();
}
