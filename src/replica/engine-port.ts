// The engine as the start sees it: everything about packs that is loaded only when there is something to do with them (engine/engine.ts).

import type { Result } from "../base/result.ts";
import type { Store, StoreError } from "../ports/store.ts";
import type { CheckpointSource } from "../sync/sync-source.ts";
import type { EngineParts } from "./engine/engine-context.ts";
import type { Base } from "./base.ts";
import type { PackShelf, ShelfPorts } from "./pack-shelf.ts";
import type { SourceParts } from "./pack-source.ts";
import type { PageItem } from "./page-columns.ts";
import type { HeldBase } from "./space-base.ts";
import type { SpaceCore } from "./space-core.ts";
import type { Replayed } from "./space-replay.ts";
import type { PagePorts } from "./row-pages.ts";
import type { ItemUpdate } from "./tail.ts";

export interface Engine {
  openShelf(ports: ShelfPorts): PackShelf;
  /** The rows of a base without what cannot be read, which is told. Throws a store failure. */
  itemsFromPacks(store: Store, ports: PagePorts, base: Base, noteDamaged: SourceParts["noteDamaged"]): Promise<readonly PageItem[]>;
  /** Another base in the place of the one held, in memory: it is stored already. Throws a store failure. */
  takeBase(core: SpaceCore, held: HeldBase): Promise<void>;
  /** Of a base with damaged packs: leaves what records give in their place, beside what they add to the base, in the tail; and says which purges do. */
  restore(core: SpaceCore, replayed: Replayed): readonly ItemUpdate[];
  /** Does what is due. `nextMs`: when there may be something again by itself; null: not by itself. */
  run(parts: EngineParts): Promise<Result<{ readonly nextMs: number | null }, StoreError>>;
  /** What a session of this tab asks. */
  openSource(parts: EngineParts): CheckpointSource;
}

export type LoadEngine = () => Promise<Engine>;
