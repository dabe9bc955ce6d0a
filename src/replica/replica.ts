// The replica of one profile in one tab: its space, the queries on screen, the link to the relay while this tab holds the links, pairing, and the other
// tabs. It says everything through `push` (face.ts); face-server.ts turns requests into calls.

import type { ActionId, ItemId, SpaceId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreError } from "../ports/store.ts";
import type { TabChannel, TabMessage } from "../ports/tabs.ts";
import { ownSpace, readActiveSpace } from "./active-space.ts";
import type { AwayDesk } from "./away/away-desk.ts";
import type { ProfileSettings, ReplicaAnswers, ReplicaPush, RowWindow } from "./face.ts";
import type { TaskQuery } from "./face/task-query.ts";
import { LeftSpaces } from "./left-spaces.ts";
import { readFirstScreen, type FirstScreen } from "./first-screen.ts";
import type { FirstScreenKeeper } from "./first-screen-keeper.ts";
import { LinkDesk } from "./link-desk.ts";
import { linkEventsOf } from "./link-events.ts";
import { OpenSpaces, type OpenSpacesParts } from "./open-spaces.ts";
import { openQuietly, openSpace } from "./open-space.ts";
import type { OpenedSpace } from "./opened-space.ts";
import { PairingDesk } from "./pairing-desk.ts";
import { PresencePost } from "./presence-post.ts";
import { Profile } from "./profile.ts";
import { RelayChoice } from "./relay-choice.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import type { ReminderDesk } from "./reminders/reminder-desk.ts";
import type { ReplicaOptions, ReplicaPorts } from "./replica-ports.ts";
import { retentionOf, type Retention } from "./retention-setting.ts";
import { Screen } from "./screen.ts";
import type { Space } from "./space.ts";
import type { SpaceChange } from "./space-core.ts";
import { StatusTeller } from "./status-teller.ts";
import { makeSyncStatus, type LinkStatus, type LinkStatuses } from "./sync-status.ts";
import { StorageWatch } from "./storage-watch.ts";
import { makeTellOnce } from "./tell-once.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";

type OwnParts = { readonly relay: RelayChoice; readonly profile: Profile; readonly storage: StorageWatch };

export class Replica {
  readonly ports: ReplicaPorts;
  readonly links: LinkDesk;
  readonly pairing: PairingDesk;
  readonly signer: Signer;
  readonly #push: (push: ReplicaPush) => void;
  readonly screen: Screen;
  readonly presence: PresencePost;
  /** All three null until their code is there: nothing is kept before. */
  reminders: ReminderDesk | null = null;
  away: AwayDesk | null = null;
  #firstScreen: FirstScreenKeeper | null = null;
  readonly #tabs: TabChannel<LinkStatuses>;
  readonly spaces: OpenSpaces;
  readonly #relay: RelayChoice;
  readonly #profile: Profile;
  readonly storage: StorageWatch;
  readonly #tellOnce: (push: ReplicaPush) => void;
  readonly #left: LeftSpaces;
  readonly #teller: StatusTeller;

  private constructor(ports: ReplicaPorts, push: (push: ReplicaPush) => void, signer: Signer, space: Space, own: OwnParts) {
    this.ports = ports;
    this.signer = signer;
    this.#push = push;
    this.#tellOnce = makeTellOnce(push);
    this.#relay = own.relay;
    this.#profile = own.profile;
    this.storage = own.storage;
    this.#left = new LeftSpaces((left) => openQuietly(ports, signer, left), ports.loadPairing, ports);
    this.spaces = this.#makeSpaces(space);
    this.screen = new Screen(push, (open) => this.links.showOpen(open));
    this.#tabs = ports.openTabs({
      message: (message) => this.#onTabMessage(message),
      // A tab of another build understands nothing, but may hold the links: that it says anything is a sign of life, and so is ours to it.
      ignored: () => {
        this.links.heardOfHolder();
        this.#tellLinks();
        // It may have committed: the store tells.
        this.spaces.refresh();
      },
    });
    const linkEvents = linkEventsOf(this, {
      changed: () => this.#teller.linksChanged(),
      askStatus: () => this.#tabs.post({ kind: "ask-status" }),
      iceServers: () => this.#profile.settings.iceServers,
    });
    this.links = new LinkDesk(ports, () => this.spaces.linked, linkEvents);
    this.presence = new PresencePost({
      self: () => this.space.core.self,
      post: (at, frame) => this.#tabs.post({ kind: "presence", space: at, frame }),
      send: (at, frame) => this.links.sayPresence(at, frame),
    });
    this.#teller = new StatusTeller({
      timers: ports.timers,
      status: () => makeSyncStatus(this.space, this.spaces.addressOf(this.spaces.shown), this.linkStatus(), this.relayKnowledge()),
      links: () => this.links.statuses(),
      tell: (status) => this.#push({ kind: "status", status }),
      tellLinks: (status) => this.#tabs.post({ kind: "status", status }),
      looked: () => {
        this.#tellProfile();
        this.presence.reachedChanged();
        this.spaces.look(this);
        this.reminders?.changed();
      },
    });
    this.pairing = new PairingDesk(this, (pairing) => this.#push({ kind: "pairing", pairing }));
  }

  #makeSpaces(own: Space): OpenSpaces {
    const { ports } = this;
    const parts: OpenSpacesParts = {
      ports,
      signer: this.signer,
      relay: () => this.#relay.address,
      retention: () => this.retention,
      relayKnowledge: (id) => this.links.knowledge(id),
      afterUpkeep: (left) => this.#left.emptyOfDeleted(left),
      onChange: (id, change) => this.onSpaceChange(id, change),
      changed: () => this.#spacesChanged(),
      sharing: ({ finishMoves }) => {
        void finishMoves(this);
        this.statusChanged();
      },
    };
    return new OpenSpaces(parts, own);
  }

  /** Opens the profile, setting it up if it is new. The store and the vault are open already. */
  static async open(platform: ReplicaPorts, options: ReplicaOptions): Promise<Result<Replica, StoreError>> {
    let replica: Replica | null = null;
    const storage = new StorageWatch(platform.store, platform.timers, (isFull) => replica?.onFull(isFull));
    const ports: ReplicaPorts = { ...platform, store: storage.store };
    return catchStoreFailure(async () => {
      const own: OwnParts = { relay: new RelayChoice(ports, options.defaultRelay), profile: new Profile(ports.store), storage };
      const [signer, active] = await Promise.all([ports.vault.signer(), readActiveSpace(ports), own.relay.read(), own.profile.read()]);
      if (!signer.ok) return signer;
      const spaceId = active ?? valueOf(await ownSpace(ports, signer.value));
      const show = (screen: FirstScreen | null): void => void (screen !== null && replica === null && options.onFirstScreen?.(screen));
      if (options.onFirstScreen !== undefined) void readFirstScreen(ports, spaceId).then(show, () => undefined);
      const space = await openSpace(ports, signer.value, spaceId, options.push, (change) => replica?.onSpaceChange(spaceId, change));
      if (!space.ok) return space;
      replica = new Replica(ports, options.push, signer.value, space.value, own);
      await replica.#left.takeAlong(space.value);
      replica.#announce();
      replica.#tabs.post({ kind: "ask-status" });
      void replica.links.load();
      void replica.spaces.takeShared();
      void replica.findRelay();
      void replica.#keepScreen();
      return ok(replica);
    });
  }

  /** The one on screen. */
  get space(): Space {
    return this.spaces.shown.space;
  }

  get relay(): Pick<RelayChoice, "address" | "isDefault"> {
    return this.#relay;
  }

  /** Ahead of the first act, by which code that cannot be had now is asked for again. */
  async #keepScreen(): Promise<void> {
    const acting = await this.ports.loadActing().catch(() => null);
    this.#firstScreen = acting?.keepScreenOf(this, () => this.#profile.state(this.spaces.own.space.core)) ?? null;
    this.#firstScreen?.changed();
    this.away = acting?.openAwayDesk(this, this.#push) ?? null;
    this.reminders = (await this.ports.loadReminders?.(this, this.#push).catch(() => null)) ?? null;
  }

  #announce(): void {
    this.#tellProfile();
    this.#tellStorage();
    this.screen.refresh(this.spaces.onScreen);
    this.away?.look();
    this.statusChanged();
  }

  async act(intent: TaskIntent): Promise<ReplicaAnswers["act"]> {
    if (this.spaces.together !== null) return this.spaces.together.act(this, intent);
    const { itemsNamedIn } = await this.ports.loadActing();
    return this.actOn(itemsNamedIn(intent), (opened) => opened.act(intent));
  }

  async undo(action: ActionId): Promise<ReplicaAnswers["undo"]> {
    const opened = this.spaces.havingDone(action);
    return this.#takingAlong(opened, () => opened.undo(action));
  }

  /** In the space that has the items, or in that one. */
  actOn<T, E>(where: readonly ItemId[] | OpenedSpace, act: (opened: OpenedSpace) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    const opened = "space" in where ? where : this.spaces.holding(where);
    return this.#takingAlong(opened, () => act(opened));
  }

  /** What is saved in a space that is being left goes along. */
  async #takingAlong<T, E>(opened: OpenedSpace, act: () => Promise<Result<T, E>>): Promise<Result<T, E>> {
    const wasOwn = opened === this.spaces.own;
    const acted = await act();
    if (wasOwn && opened !== this.spaces.own) await this.#left.takeAlong(this.spaces.own.space);
    if (acted.ok) this.storage.noteRoom();
    return acted;
  }

  watch(watch: number, query: TaskQuery, window: RowWindow): void {
    this.screen.watch(this.spaces.onScreen, watch, query, window);
    this.#firstScreen?.changed();
  }

  watchTask(watch: number, id: ItemId): Promise<Result<null, StoreError>> {
    return this.screen.watchTask(() => this.spaces.onScreen, watch, id, this.ports.loadActing);
  }

  ids(query: TaskQuery): readonly ItemId[] {
    return this.screen.ids(this.spaces.onScreen, query);
  }

  async setRelay(address: string | null, token: string): Promise<ReplicaAnswers["set-relay"]> {
    const set = await this.#relay.set(address, token);
    if (set.ok) await this.settingsChanged();
    return set;
  }

  async useToken(token: string): Promise<void> {
    if (await this.#relay.useToken(token)) await this.settingsChanged();
  }

  /** Looks for a relay at the page's own address while none is settled; resolves once it is known whether there is one. */
  async findRelay(): Promise<void> {
    if (await this.#relay.find()) await this.settingsChanged();
  }

  async setProfile(setting: keyof ProfileSettings, value: string | null): Promise<Result<null, { kind: "store"; error: StoreError }>> {
    const stored = await this.#profile.set(setting, value);
    if (!stored.ok) return err({ kind: "store", error: stored.error });
    await this.settingsChanged();
    return ok(null);
  }

  /** Other tabs read them again. */
  settingsChanged(): Promise<void> {
    this.#tabs.post({ kind: "profile-changed" });
    return this.#takeSettings();
  }

  #takeSettings(): Promise<void> {
    this.statusChanged();
    return this.links.spacesChanged();
  }

  /** What another tab has settled. */
  async #readSettings(): Promise<void> {
    const read = await catchStoreFailure(async () => ok(await Promise.all([this.#relay.read(), this.#profile.read()])));
    for (const desk of [this.reminders, this.away]) desk?.settingsChanged();
    if (read.ok) await this.#takeSettings();
  }

  syncNow(): void {
    this.links.syncNow();
    if (!this.links.isHolder) this.#tabs.post({ kind: "sync-now" });
  }

  pageState(visible: boolean, online: boolean): void {
    // A tab that has died may have committed without telling.
    if (visible) this.spaces.refresh();
    if (visible) this.#left.takeOwed(this.spaces.own.space);
    if (visible) void this.spaces.takeShared();
    this.links.pageState(visible, online);
    this.away?.pageState(visible && online);
    if (!visible) this.#firstScreen?.keepNow();
    if (!visible || !online) return;
    this.syncNow();
    void this.findRelay();
  }

  /** Asks the tab that holds the links to hand them over, for pairing. */
  takeLinks(): void {
    if (!this.links.isHolder) this.#tabs.post({ kind: "yield-links" });
  }

  onSpaceChange(id: SpaceId, change: SpaceChange): void {
    if (this.spaces.isShown(id)) {
      if (change.items) this.screen.refresh(this.spaces.onScreen);
      this.#firstScreen?.changed();
    }
    if (change.committed) this.#tabs.post({ kind: "committed", space: id });
    if (change.items) this.away?.changed();
    this.links.spaceChanged(id);
    this.statusChanged();
  }

  #tellLinks(): void {
    if (this.links.isHolder) this.#teller.tellLinksNow();
  }

  #onTabMessage(message: TabMessage<LinkStatuses>): void {
    switch (message.kind) {
      case "committed":
        this.spaces.find(message.space)?.refresh();
        return;
      case "status":
        this.links.heardElsewhere(message.status);
        this.statusChanged();
        return;
      case "presence":
        return this.presence.hearFromTab(message.space, message.frame);
      case "ask-status":
        this.#tellLinks();
        return;
      case "sync-now":
        return this.links.syncNow();
      case "yield-links":
        return this.links.yieldLinks();
      case "spaces-changed":
        void this.#takeSpaces();
        return;
      case "storage-full":
        return this.storage.noteFull();
      case "profile-changed":
        void this.#readSettings();
    }
  }

  /** The profile has other spaces now, and the store says which. */
  async spacesMoved(): Promise<Result<void, StoreError>> {
    const taken = await this.#takeSpaces();
    if (taken.ok) this.#tabs.post({ kind: "spaces-changed" });
    return taken;
  }

  async #takeSpaces(): Promise<Result<void, StoreError>> {
    const taken = await catchStoreFailure(async () => {
      const spaceId = valueOf(await ownSpace(this.ports, this.signer));
      return spaceId === this.spaces.own.id ? ok(undefined) : this.#replaceOwn(spaceId);
    });
    await this.spaces.takeShared();
    return taken;
  }

  async #replaceOwn(spaceId: SpaceId): Promise<Result<void, StoreError>> {
    const replaced = await this.spaces.replaceOwn(spaceId, this.#push, () => this.pairing.leaveSpace());
    if (!replaced.ok) return replaced;
    await this.#relay.read();
    await this.links.spacesChanged();
    await this.#left.takeAlong(this.spaces.own.space);
    this.#announce();
    return ok(undefined);
  }

  #spacesChanged(): void {
    this.screen.refresh(this.spaces.onScreen);
    this.away?.look();
    void this.links.spacesChanged();
    this.statusChanged();
  }

  statusChanged(): void {
    this.#teller.changed();
  }

  /** What the tab with the links says of those of the space on screen. */
  linkStatus(): LinkStatus {
    return this.links.status(this.spaces.shown.id);
  }

  /** How much of the past is kept; another one whenever it is set. */
  get retention(): Retention {
    return retentionOf(this.#profile.settings);
  }

  /** What the relay of the space on screen has confirmed. */
  relayKnowledge(): RelayKnowledge {
    return this.links.knowledge(this.spaces.shown.id);
  }

  #tellProfile(): void {
    const spaces = this.spaces.state();
    if (spaces !== null) this.#tellOnce({ kind: "spaces", spaces });
    this.#tellOnce({ kind: "profile", profile: this.#profile.state(this.spaces.own.space.core) });
  }

  #tellStorage = (): void => this.#push({ kind: "storage", storage: { kind: this.storage.isFull ? "full" : "ready" } });

  onFull(isFull: boolean): void {
    this.#tellStorage();
    if (isFull) this.#tabs.post({ kind: "storage-full" });
    else this.#left.takeOwed(this.spaces.own.space);
  }

  close(): void {
    for (const desk of [this.#firstScreen, this.reminders, this.away]) desk?.close();
    this.#teller.close();
    this.links.close();
    this.#tabs.close();
    this.spaces.close();
    this.ports.store.close();
  }
}
