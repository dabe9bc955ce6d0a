// The spaces that this profile has left by joining another one, each with how many of its records had been taken along. Tabs that have not heard of
// the move yet, and acts that were under way, may still append there: what has come since is taken along as soon as somebody looks. Nothing of a
// left space is deleted before something that it holds was deleted for good (empty-left-space.ts).
// Form in the store: list(space bytes[32] | records varuint); beside it for each the origin of the relay that has a copy, empty when none has.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import { ByteWriter, decode } from "../base/codec.ts";
import { ID_BYTES, idToBytes, makeId, type SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { PathHead, Store, StoreBatch, StoreError } from "../ports/store.ts";
import type { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import type { ForgettingPorts } from "./forget-at-relay.ts";
import { RELAY_ADDRESS } from "./relay-choice.ts";
import type { Space } from "./space.ts";
import { makeBatch } from "./store-batch.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";
import type { takeItems } from "./take-items.ts";

export type LeftSpace = { readonly space: SpaceId; readonly records: number };

const LEFT_SPACES = "left-spaces";
const MAX_LEFT_SPACES = 1_024;

export const countRecords = (heads: readonly PathHead[]): number => heads.reduce((sum, head) => sum + head.seq - head.firstSeq + 1, 0);

/** Throws a store failure. */
export async function readLeftSpaces(store: Store): Promise<readonly LeftSpace[]> {
  const bytes = valueOf(await store.readMeta(LEFT_SPACES));
  if (bytes === null) return [];
  const decoded = decode(bytes, (reader) =>
    reader.list(MAX_LEFT_SPACES, ID_BYTES.space + 1, (entry) => ({
      space: makeId("space", entry.bytes(ID_BYTES.space)),
      records: entry.varUint(),
    })),
  );
  return decoded.ok ? decoded.value : [];
}

/** As an entry of the store's meta table: `left` in the place of what was noted of that space before. */
export function leftSpacesEntry(spaces: readonly LeftSpace[], left: LeftSpace): StoreBatch["meta"][number] {
  const all = [...spaces.filter(({ space }) => space !== left.space), left];
  const value = new ByteWriter().list(all, (writer, { space, records }) => writer.bytes(idToBytes(space)).varUint(records)).finish();
  return { key: LEFT_SPACES, value };
}

export type OpenSpace = (space: SpaceId) => Promise<Result<Space, StoreError>>;

/** As an entry of the store's meta table: the relay that the left space was kept at. */
export const relayOfLeftEntry = (space: SpaceId, origin: string | null): StoreBatch["meta"][number] => ({
  key: relayOfLeftKey(space),
  value: utf8ToBytes(origin ?? ""),
});

const relayOfLeftKey = (space: SpaceId): string => `left-at/${space}`;

/** Null: none has a copy. Of spaces that were left before this was noted: the one in use. Throws a store failure. */
export async function readRelayOfLeft(store: Store, space: SpaceId): Promise<string | null> {
  const stored = valueOf(await store.readMeta(relayOfLeftKey(space))) ?? valueOf(await store.readMeta(RELAY_ADDRESS));
  return stored === null || stored.length === 0 ? null : bytesToUtf8(stored);
}

type Loaded = {
  readonly takeItems: typeof takeItems;
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
      let isAll = true;
      for (const left of await readLeftSpaces(into.core.ports.store)) isAll = (await this.#takeFrom(left, into)) && isAll;
      return ok(isAll);
    });
    this.#isOwed = !taken.ok || !taken.value;
  }

  async #takeFrom({ space, records }: LeftSpace, into: Space): Promise<boolean> {
    const { store } = into.core.ports;
    const { heads } = valueOf(await store.loadIndex(space));
    if (space === into.core.space || countRecords(heads) <= records) return true;
    const left = valueOf(await this.#open(space));
    const entry = leftSpacesEntry(await readLeftSpaces(store), { space, records: countRecords(left.core.index.heads) });
    const loaded = await this.#load().catch(() => null);
    const taken = await loaded?.takeItems(into, left.core.items);
    left.close();
    if (taken?.ok !== true) return false;
    valueOf(await store.commit(makeBatch(into.core.space, { meta: [entry] })));
    return true;
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
