// The spaces of this profile as they are open in this tab: its own one, which is always there, and those that it shares with others; and which of them is
// on screen. One that cannot be opened is left out, and the others go on.

import type { ActionId, ItemId, SpaceId } from "../base/ids.ts";
import { ok, type Result } from "../base/result.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreError } from "../ports/store.ts";
import type { ActError, ActReceipt, ReplicaPush } from "./face.ts";
import type { SpacesState } from "./face/spaces.ts";
import type { LinkedSpaces } from "./link-keeper.ts";
import { openSpace } from "./open-space.ts";
import { OpenedSpace, type OpenedSpaceParts } from "./opened-space.ts";
import type { Replica } from "./replica.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import { itemsAlone, type ShownItems } from "./screen.ts";
import type { LeavingState, Sharing } from "./sharing.ts";
import type { SpaceChange } from "./space-core.ts";
import type { Space } from "./space.ts";

/** In the store's meta table (shared-spaces.ts). */
export const SHARED_SPACES = "shared-spaces";

/** All spaces as if they were one, the first of them being the own one (spaces/together.ts). */
export type Together = ShownItems & {
  /** In the spaces that have what it is about. */
  readonly act: (replica: Replica, intent: TaskIntent) => Promise<Result<ActReceipt, ActError>>;
};

export type MakeTogether = (spaces: readonly OpenedSpace[]) => Together;

export type OpenSpacesParts = {
  readonly ports: ReplicaPorts;
  readonly signer: Signer;
  /** The profile's relay. */
  readonly relay: () => string | null;
  readonly retention: OpenedSpaceParts["retention"];
  /** What a space's relay has confirmed. */
  readonly relayKnowledge: (space: SpaceId) => ReturnType<OpenedSpaceParts["relayKnowledge"]>;
  /** In the profile's own space. */
  readonly afterUpkeep: (own: Space) => Promise<void>;
  readonly onChange: (space: SpaceId, change: SpaceChange) => void;
  /** Others are open, or another one is shown. */
  readonly changed: () => void;
  /** Once, when the code for several spaces has come and they are open. */
  readonly sharing: (sharing: Sharing) => void;
};

export class OpenSpaces {
  readonly #parts: OpenSpacesParts;
  #own: OpenedSpace;
  #shown: OpenedSpace;
  /** Makes what shows all of them together, and what it has made; null: one is shown. */
  #together: { readonly make: MakeTogether; readonly shown: Together } | null = null;
  readonly #shared = new Map<SpaceId, OpenedSpace>();
  /** Why they could not be opened. */
  readonly failures = new Map<SpaceId, StoreError>();
  readonly leaving: LeavingState = { marks: new Map(), isPursued: false, mayHaveForgotten: true };
  #taking: Promise<void> = Promise.resolve();
  /** Null: the profile shares none. */
  #sharing: Sharing | null = null;
  #isClosed = false;

  constructor(parts: OpenSpacesParts, own: Space) {
    this.#parts = parts;
    this.#own = this.#opened(own, null);
    this.#shown = this.#own;
  }

  get own(): OpenedSpace {
    return this.#own;
  }

  /** The own one where all are shown together. */
  get shown(): OpenedSpace {
    return this.#shown;
  }

  /** Null: one is shown. */
  get together(): Together | null {
    return this.#together?.shown ?? null;
  }

  /** Whether what is in it is on screen. */
  isShown(space: SpaceId): boolean {
    return this.#together !== null || space === this.#shown.id;
  }

  get onScreen(): ShownItems {
    return this.together ?? itemsAlone(this.#shown.space.core.items);
  }

  /** The own one first. */
  get all(): readonly OpenedSpace[] {
    return [this.#own, ...this.#shared.values()];
  }

  find(space: SpaceId): OpenedSpace | null {
    return this.all.find((opened) => opened.id === space) ?? null;
  }

  /** The one that has the first of these items that any has; otherwise the one that is shown. */
  holding(items: readonly ItemId[]): OpenedSpace {
    const inOrder = [this.#shown, ...this.all.filter((opened) => opened !== this.#shown)];
    const holder = (item: ItemId): OpenedSpace | undefined => inOrder.find(({ space }) => space.core.items.has(item));
    const held = inOrder.length > 1 ? items.find((item) => holder(item) !== undefined) : undefined;
    return (held === undefined ? undefined : holder(held)) ?? this.#shown;
  }

  /** The one in which this tab has done it; otherwise the one that is shown. */
  havingDone(action: ActionId): OpenedSpace {
    return this.all.find((opened) => opened.hasDone(action)) ?? this.#shown;
  }

  /** Where each is kept. */
  addressOf(opened: OpenedSpace): string | null {
    return opened.relay ?? this.#parts.relay();
  }

  get linked(): LinkedSpaces {
    const all = this.all.map((opened) => ({ space: opened.space, address: this.addressOf(opened) }));
    return { all, shown: this.#shown.id };
  }

  /** Reads what other tabs have committed. */
  refresh(): void {
    for (const opened of this.all) opened.refresh();
  }

  /** False where it is not open. */
  show(space: SpaceId): boolean {
    const opened = this.find(space);
    if (opened !== null && (opened !== this.#shown || this.#together !== null)) {
      this.#shown = opened;
      this.#together = null;
      this.#parts.changed();
    }
    return opened !== null;
  }

  showTogether(make: MakeTogether): void {
    this.#shown = this.#own;
    this.#together = { make, shown: make(this.all) };
    this.#parts.changed();
  }

  #othersAreOpen(): void {
    if (!this.all.includes(this.#shown)) this.#shown = this.#own;
    if (this.#together !== null) this.showTogether(this.#together.make);
  }

  /** The profile's own space is another one now. `leave`: it is open, and is taken in the place of the one before. */
  async replaceOwn(id: SpaceId, push: (push: ReplicaPush) => void, leave: () => void): Promise<Result<void, StoreError>> {
    const { ports, signer, onChange } = this.#parts;
    const opened = await openSpace(ports, signer, id, push, (change) => onChange(id, change));
    if (!opened.ok) return opened;
    leave();
    const before = this.#own;
    this.#own = this.#opened(opened.value, null);
    this.#othersAreOpen();
    before.close();
    return ok(undefined);
  }

  /** Opens those that the profile shares by now, and closes those that it does so no more. */
  takeShared(): Promise<void> {
    this.#taking = this.#taking.then(() => this.#takeShared());
    return this.#taking;
  }

  async #takeShared(): Promise<void> {
    const { ports } = this.#parts;
    const listed = await ports.store.readMeta(SHARED_SPACES);
    const isNone = listed.ok && listed.value === null && this.#shared.size === 0;
    if (!listed.ok || isNone || this.#isClosed) return;
    // What cannot be had now is asked for again.
    const sharing = this.#sharing ?? (await ports.loadSharing().catch(() => null));
    if (sharing !== null) await this.#takeListed(sharing, listed.value);
  }

  async #takeListed(sharing: Sharing, listed: Uint8Array | null): Promise<void> {
    const { ports, changed } = this.#parts;
    const gone = await sharing.takeListed(listed, {
      store: ports.store,
      own: this.#own.id,
      shared: this.#shared,
      failures: this.failures,
      leaving: this.leaving.marks,
      open: (id, relay) => this.#openShared(id, relay),
    });
    if (this.#isClosed) return this.close();
    // Windows are told of all of them, or of none.
    const isFirst = this.#sharing === null;
    this.#sharing = sharing;
    if (gone !== null) {
      this.#othersAreOpen();
      changed();
      for (const opened of gone) opened.close();
    }
    if (isFirst) this.#parts.sharing(sharing);
  }

  async #openShared(id: SpaceId, relay: string | null): Promise<Result<OpenedSpace, StoreError>> {
    const { ports, signer, onChange } = this.#parts;
    const space = await openSpace(
      ports,
      signer,
      id,
      () => undefined,
      (change) => onChange(id, change),
    );
    return space.ok ? ok(this.#opened(space.value, relay)) : space;
  }

  /** Something may have changed for a space that is being left. */
  look(replica: Replica): void {
    void this.#sharing?.pursueLeaving(replica);
  }

  /** Null: the profile has its own one alone, as far as is known. */
  state(): SpacesState | null {
    return this.#sharing?.spacesState(this, this.#parts.relayKnowledge) ?? null;
  }

  #opened(space: Space, relay: string | null): OpenedSpace {
    const { ports, retention, relayKnowledge, afterUpkeep } = this.#parts;
    const { space: id } = space.core;
    return new OpenedSpace(ports, space, {
      relay,
      retention,
      relayKnowledge: () => relayKnowledge(id),
      afterUpkeep: async () => (id === this.#own.id ? afterUpkeep(space) : undefined),
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const opened of this.all) opened.close();
  }
}
