// What this profile has settled for itself, in the store's meta table, so that it lives and dies with the data; never synced. Each setting is an entry of its
// own: two tabs may change different ones at the same time.

import { bytesToUtf8, utf8ToBytes } from "../base/bytes.ts";
import type { Result } from "../base/result.ts";
import type { Store, StoreError } from "../ports/store.ts";
import type { ProfileSettings, ProfileState } from "./face.ts";
import type { SpaceCore } from "./space-core.ts";
import { makeBatch, NO_SPACE } from "./store-batch.ts";
import { valueOf } from "./store-failure.ts";

const KEYS = {
  begun: "profile/begun",
  appAddress: "profile/app-address",
  persistenceAskedMs: "profile/persistence-asked",
  keepDays: "profile/keep-days",
  keepMonths: "profile/keep-months",
  iceServers: "profile/ice-servers",
  lockAfterMs: "profile/lock-after",
} as const satisfies Record<keyof ProfileSettings, string>;

export class Profile {
  readonly #store: Store;
  settings: ProfileSettings = {
    begun: null,
    appAddress: null,
    persistenceAskedMs: null,
    keepDays: null,
    keepMonths: null,
    iceServers: null,
    lockAfterMs: null,
  };

  constructor(store: Store) {
    this.#store = store;
  }

  /** Throws a store failure. */
  async read(): Promise<void> {
    const read = async (key: string): Promise<string | null> => {
      const bytes = valueOf(await this.#store.readMeta(key));
      return bytes === null ? null : bytesToUtf8(bytes);
    };
    const [begun, appAddress, persistenceAskedMs, keepDays, keepMonths, iceServers, lockAfterMs] = await Promise.all([
      read(KEYS.begun),
      read(KEYS.appAddress),
      read(KEYS.persistenceAskedMs),
      read(KEYS.keepDays),
      read(KEYS.keepMonths),
      read(KEYS.iceServers),
      read(KEYS.lockAfterMs),
    ]);
    this.settings = { begun, appAddress, persistenceAskedMs, keepDays, keepMonths, iceServers, lockAfterMs };
  }

  /** What windows are told of the profile, which works in this space. */
  state({ index, members, items }: SpaceCore): ProfileState {
    const samples = [...items.samples];
    return {
      ...this.settings,
      isNew: this.settings.begun === null && index.heads.length === 0 && members.membership.members.size <= 1,
      samples: samples.filter(([, { edited }]) => !edited).map(([id]) => id),
      editedSamples: samples.filter(([, { edited }]) => edited).length,
    };
  }

  async set(name: keyof ProfileSettings, value: string | null): Promise<Result<void, StoreError>> {
    const meta = [{ key: KEYS[name], value: value === null ? null : utf8ToBytes(value) }];
    const stored = await this.#store.commit(makeBatch(NO_SPACE, { meta }));
    if (stored.ok) this.settings = { ...this.settings, [name]: value };
    return stored;
  }
}
