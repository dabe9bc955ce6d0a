// The replica of one profile in one tab: its space, the queries on screen, the link to the relay while this tab holds the links, pairing, and the other
// tabs. It says everything through `push` (face.ts); face-server.ts turns requests into calls.

import type { ActionId, ItemId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { Signer } from "../ports/crypto.ts";
import type { StoreError } from "../ports/store.ts";
import type { TabChannel, TabMessage } from "../ports/tabs.ts";
import { ownSpace, readActiveSpace } from "./active-space.ts";
import type { ProfileSettings, ReplicaAnswers, ReplicaPush, RowWindow, TaskQuery } from "./face.ts";
import { LeftSpaces } from "./left-spaces.ts";
import { readFirstScreen, type FirstScreen } from "./first-screen.ts";
import { FirstScreenKeeper } from "./first-screen-keeper.ts";
import { LinkDesk } from "./link-desk.ts";
import { openQuietly, openSpace } from "./open-space.ts";
import { OpenedSpace } from "./opened-space.ts";
import { PairingDesk } from "./pairing-desk.ts";
import { PresencePost } from "./presence-post.ts";
import { Profile } from "./profile.ts";
import { RelayChoice } from "./relay-choice.ts";
import type { RelayKnowledge } from "./relay-knowledge.ts";
import type { ReplicaOptions, ReplicaPorts } from "./replica-ports.ts";
import { retentionOf, type Retention } from "./retention-setting.ts";
import { Screen } from "./screen.ts";
import type { Space } from "./space.ts";
import type { SpaceChange } from "./space-core.ts";
import { StatusTeller } from "./status-teller.ts";
import { makeSyncStatus, type LinkStatus } from "./sync-status.ts";
import { StorageWatch } from "./storage-watch.ts";
import { catchStoreFailure, valueOf } from "./store-failure.ts";

type OwnParts = { readonly relay: RelayChoice; readonly profile: Profile; readonly storage: StorageWatch };

export class Replica {
  readonly ports: ReplicaPorts;
  readonly links: LinkDesk;
  readonly pairing: PairingDesk;
  readonly #signer: Signer;
  readonly #push: (push: ReplicaPush) => void;
  readonly screen: Screen;
  readonly presence: PresencePost;
  readonly #firstScreen: FirstScreenKeeper;
  readonly #tabs: TabChannel<LinkStatus>;
  #own: OpenedSpace;
  readonly #relay: RelayChoice;
  readonly #profile: Profile;
  readonly storage: StorageWatch;
  /** The last that was told of the profile, as text. */
  #toldProfile = "";
  readonly #left: LeftSpaces;
  readonly #teller: StatusTeller;

  private constructor(ports: ReplicaPorts, push: (push: ReplicaPush) => void, signer: Signer, space: Space, own: OwnParts) {
    this.ports = ports;
    this.#signer = signer;
    this.#push = push;
    this.#own = this.#opened(space);
    this.#relay = own.relay;
    this.#profile = own.profile;
    this.storage = own.storage;
    this.#left = new LeftSpaces((left) => openQuietly(ports, signer, left), ports.loadPairing, ports);
    this.screen = new Screen(push, (open) => this.links.showOpen(open));
    this.#firstScreen = new FirstScreenKeeper({
      timers: ports.timers,
      screen: this.screen,
      space: () => this.space,
      profile: () => this.#profile.state(this.space.core),
      isFull: () => this.storage.isFull,
    });
    this.#tabs = ports.openTabs({
      message: (message) => this.#onTabMessage(message),
      // A tab of another build understands nothing, but may hold the links: that it says anything is a sign of life, and so is ours to it.
      ignored: () => {
        this.links.heardOfHolder();
        this.#tellLinks();
        // It may have committed: the store tells.
        this.#own.refresh();
      },
    });
    this.links = new LinkDesk(ports, () => ({ space: this.space, address: this.#relay.address }), {
      changed: () => this.#teller.linksChanged(),
      meetData: (room, message) => this.pairing.onMeetData(room, message),
      meetClosed: (room, reason) => this.pairing.onMeetClosed(room, reason),
      connected: () => this.pairing.onConnected(),
      notOpen: (error) => this.pairing.onRelayError(error),
      theirHeads: (heads) => this.pairing.onRelayHeads(heads),
      askStatus: () => this.#tabs.post({ kind: "ask-status" }),
      presence: (frame) => this.presence.hearFromLink(frame),
      iceServers: () => this.#profile.settings.iceServers,
    });
    this.presence = new PresencePost({
      self: () => this.space.core.self,
      post: (frame) => this.#tabs.post({ kind: "presence", frame }),
      send: (frame) => this.links.sayPresence(frame),
    });
    this.#teller = new StatusTeller({
      timers: ports.timers,
      status: () => makeSyncStatus(this.space, this.#relay.address, this.linkStatus(), this.relayKnowledge()),
      links: () => (this.links.isHolder ? this.links.status() : null),
      tell: (status) => this.#push({ kind: "status", status }),
      tellLinks: (status) => this.#tabs.post({ kind: "status", status }),
      looked: () => {
        this.#tellProfile();
        this.presence.reachedChanged();
      },
    });
    this.pairing = new PairingDesk(this, (pairing) => this.#push({ kind: "pairing", pairing }));
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
      const { onFirstScreen } = options;
      const show = (screen: FirstScreen | null): void => void (screen !== null && replica === null && onFirstScreen?.(screen));
      if (onFirstScreen !== undefined) void readFirstScreen(ports, spaceId).then(show, () => undefined);
      const space = await openSpace(ports, signer.value, spaceId, options.push, (change) => replica?.onSpaceChange(change));
      if (!space.ok) return space;
      replica = new Replica(ports, options.push, signer.value, space.value, own);
      await replica.#left.takeAlong(replica.space);
      replica.#announce();
      replica.#tabs.post({ kind: "ask-status" });
      void replica.links.load();
      void replica.findRelay();
      // Ahead of the first act; one that cannot be had now is asked for again by it.
      void ports.loadActing().catch(() => null);
      return ok(replica);
    });
  }

  get space(): Space {
    return this.#own.space;
  }

  get signer(): Signer {
    return this.#signer;
  }

  get relay(): Pick<RelayChoice, "address" | "isDefault"> {
    return this.#relay;
  }

  #announce(): void {
    this.#tellProfile();
    this.#tellStorage();
    this.screen.refresh(this.space.core.items);
    this.statusChanged();
  }

  // --- requests

  act(intent: TaskIntent): Promise<ReplicaAnswers["act"]> {
    return this.#takingAlong((own) => own.act(intent));
  }

  undo(action: ActionId): Promise<ReplicaAnswers["undo"]> {
    return this.#takingAlong((own) => own.undo(action));
  }

  takingAlong<T, E>(act: (space: Space) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    return this.#takingAlong(({ space }) => act(space));
  }

  /** What is saved in a space that is being left goes along. */
  async #takingAlong<T, E>(act: (own: OpenedSpace) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    const own = this.#own;
    const acted = await act(own);
    if (own !== this.#own) await this.#left.takeAlong(this.space);
    if (acted.ok) this.storage.noteRoom();
    return acted;
  }

  watch(watch: number, query: TaskQuery, window: RowWindow): void {
    this.screen.watch(this.space.core.items, watch, query, window);
    this.#firstScreen.changed();
  }

  watchTask(watch: number, id: ItemId): void {
    this.screen.watchTask(this.space.core.items, watch, id);
  }

  ids(query: TaskQuery): readonly ItemId[] {
    return this.screen.ids(this.space.core.items, query);
  }

  async setRelay(address: string | null, token: string): Promise<ReplicaAnswers["set-relay"]> {
    const set = await this.#relay.set(address, token);
    if (set.ok) await this.#settingsChanged();
    return set;
  }

  async useToken(token: string): Promise<void> {
    if (await this.#relay.useToken(token)) await this.#settingsChanged();
  }

  /** Looks for a relay at the page's own address while none is settled; resolves once it is known whether there is one. */
  async findRelay(): Promise<void> {
    if (await this.#relay.find()) await this.#settingsChanged();
  }

  async setProfile(setting: keyof ProfileSettings, value: string | null): Promise<Result<null, { kind: "store"; error: StoreError }>> {
    const stored = await this.#profile.set(setting, value);
    if (!stored.ok) return err({ kind: "store", error: stored.error });
    await this.#settingsChanged();
    return ok(null);
  }

  #settingsChanged(): Promise<void> {
    this.#tabs.post({ kind: "profile-changed" });
    return this.#takeSettings();
  }

  #takeSettings(): Promise<void> {
    this.statusChanged();
    return this.links.relayChanged();
  }

  /** What another tab has settled. */
  async #readSettings(): Promise<void> {
    const read = await catchStoreFailure(async () => ok(await Promise.all([this.#relay.read(), this.#profile.read()])));
    if (read.ok) await this.#takeSettings();
  }

  syncNow(): void {
    this.links.syncNow();
    if (!this.links.isHolder) this.#tabs.post({ kind: "sync-now" });
  }

  pageState(visible: boolean, online: boolean): void {
    // A tab that has died may have committed without telling.
    if (visible) this.#own.refresh();
    if (visible) this.#left.takeOwed(this.space);
    this.links.pageState(visible, online);
    if (!visible) this.#firstScreen.keepNow();
    if (!visible || !online) return;
    this.syncNow();
    void this.findRelay();
  }

  /** Asks the tab that holds the links to hand them over, for pairing. */
  takeLinks(): void {
    if (!this.links.isHolder) this.#tabs.post({ kind: "yield-links" });
  }

  // --- what happens

  onSpaceChange(change: SpaceChange): void {
    if (change.items) this.screen.refresh(this.space.core.items);
    this.#firstScreen.changed();
    if (change.committed) this.#tabs.post({ kind: "committed", space: this.space.core.space });
    this.links.spaceChanged();
    this.statusChanged();
  }

  #tellLinks(): void {
    if (this.links.isHolder) this.#teller.tellLinksNow();
  }

  #onTabMessage(message: TabMessage<LinkStatus>): void {
    switch (message.kind) {
      case "committed":
        if (message.space === this.space.core.space) this.#own.refresh();
        return;
      case "status":
        this.links.heardElsewhere(message.status);
        this.statusChanged();
        return;
      case "presence":
        return this.presence.hearFromTab(message.frame);
      case "ask-status":
        this.#tellLinks();
        return;
      case "sync-now":
        return this.links.syncNow();
      case "yield-links":
        return this.links.yieldLinks();
      case "space-changed":
        void this.reopen();
        return;
      case "storage-full":
        return this.storage.noteFull();
      case "profile-changed":
        void this.#readSettings();
    }
  }

  /** The profile belongs to another space now. */
  async moveToSpace(): Promise<Result<void, StoreError>> {
    const reopened = await this.reopen();
    if (reopened.ok) this.#tabs.post({ kind: "space-changed" });
    return reopened;
  }

  async reopen(): Promise<Result<void, StoreError>> {
    return catchStoreFailure(async () => {
      const spaceId = valueOf(await ownSpace(this.ports, this.#signer));
      const opened = await openSpace(this.ports, this.#signer, spaceId, this.#push, (change) => this.onSpaceChange(change));
      if (!opened.ok) return opened;
      this.pairing.leaveSpace();
      this.#own.close();
      this.#own = this.#opened(opened.value);
      await this.#relay.read();
      await this.links.spaceMoved();
      await this.#left.takeAlong(this.space);
      this.#announce();
      return ok(undefined);
    });
  }

  statusChanged(): void {
    this.#teller.changed();
  }

  /** What the tab with the links says of them. */
  linkStatus(): LinkStatus {
    return this.links.status();
  }

  #opened(space: Space): OpenedSpace {
    return new OpenedSpace(this.ports, space, {
      retention: () => this.retention,
      relayKnowledge: () => this.relayKnowledge(),
      afterUpkeep: () => this.#left.emptyOfDeleted(this.space),
    });
  }

  /** How much of the past is kept; another one whenever it is set. */
  get retention(): Retention {
    return retentionOf(this.#profile.settings);
  }

  /** What the relay has confirmed. */
  relayKnowledge(): RelayKnowledge {
    return this.links.knowledge();
  }

  #tellProfile(): void {
    const profile = this.#profile.state(this.space.core);
    const told = JSON.stringify(profile);
    if (told === this.#toldProfile) return;
    this.#toldProfile = told;
    this.#push({ kind: "profile", profile });
  }

  #tellStorage(): void {
    this.#push({ kind: "storage", storage: { kind: this.storage.isFull ? "full" : "ready" } });
  }

  onFull(isFull: boolean): void {
    this.#tellStorage();
    if (isFull) this.#tabs.post({ kind: "storage-full" });
    else this.#left.takeOwed(this.space);
  }

  close(): void {
    this.#firstScreen.close();
    this.#teller.close();
    this.links.close();
    this.#tabs.close();
    this.#own.close();
    this.ports.store.close();
  }
}
