// The replica's face: all that a window can say to its replica worker and hear from it, as plain messages for postMessage.
// Requests are answered once each (`answer`); everything else is pushed when it changes. Nothing is called saved before `act` is answered with ok.

import type { ActionId, DeviceId, ItemId, SpaceId } from "../base/ids.ts";
import type { Result } from "../base/result.ts";
import type { Role } from "../members/statement-content.ts";
import type { ListRow } from "../model/list-row.ts";
import type { Shape } from "../model/outline.ts";
import type { TaskDetails } from "../model/task-details.ts";
import type { TaskIntent } from "../model/task-intent.ts";
import type { TaskRow } from "../model/task-row.ts";
import type { ViewRow } from "../model/view-row.ts";
import type { DirectFailure } from "../ports/direct.ts";
import type { StoreError } from "../ports/store.ts";
import type { ActError, ActReceipt, UndoError, UndoReceipt } from "./face/acts.ts";
import type { Diagnosis } from "./face/diagnosis.ts";
import type { FileProgress } from "./face/files.ts";
import type { LockState } from "./face/lock.ts";
import type { NearbyState } from "./face/nearby.ts";
import type { PartAnswers, PartPush, PartRequest } from "./face/parts.ts";
import type { RestoreState } from "./face/recovery.ts";
import type { PurgeReport } from "./face/purge.ts";
import type { RoomFigures } from "./face/room.ts";
import type { InvitedInto, SharedPlace } from "./face/spaces.ts";
import type { SyncStatistics } from "./face/statistics.ts";
import type { TaskQuery } from "./face/task-query.ts";
import type { WireError } from "../wire/wire-error.ts";

/** A tag in use. */
export type TagUse = {
  /** In the spelling that most tasks have. */
  readonly tag: string;
  /** Open tasks that have it, and all that do, those in the trash left out. */
  readonly open: number;
  readonly all: number;
};

/** A stretch of a query's result: `count` rows from index `start`. */
export type RowWindow = { readonly start: number; readonly count: number };

/** null: there is no such task. `unreadable`: the pack it is in is damaged here, and is being fetched again. */
export type WatchedTask = TaskDetails | "unreadable" | null;

// What an act is answered with.
export type { ActError, ActReceipt, UndoError, UndoReceipt } from "./face/acts.ts";

/** Why a pairing ended without success; the app has a sentence for each. */
export type PairingFailure =
  | "bad-code"
  | "expired"
  | "used"
  | "taken"
  | "declined"
  | "cancelled"
  | "relay-unreachable"
  | "relay-refused"
  /** The relay is reached, and what the other device has does not come to it. */
  | "nothing-came"
  /** The relay opens this device's space only for its token. */
  | "token-needed"
  | "other-left"
  /** Another tab of this profile has the links now. */
  | "other-tab"
  | "bad-message"
  | "storage"
  | "already-member"
  | "newer-version"
  /** The other device's version knows nothing of shared spaces. */
  | "older-version"
  | "no-relay"
  /** The device whose code it is does not answer at its address. */
  | "home-unreachable"
  /** No direct connections here, which its code takes. */
  | "no-direct";

export type PairingState =
  | { readonly kind: "idle" }
  /** On the inviting device. `link` carries `code` in its fragment. `shared` here and below: null for another device of this one's user. */
  | {
      readonly kind: "inviting";
      readonly code: string;
      readonly link: string;
      readonly expiresAtMs: number;
      readonly shared: SharedPlace | null;
    }
  /** The device whose code was read is called: it will ask to be let in. */
  | { readonly kind: "calling" }
  | {
      readonly kind: "asked";
      readonly deviceName: string;
      readonly comparisonCode: string;
      readonly clockSkewMs: number;
      readonly shared: SharedPlace | null;
    }
  | { readonly kind: "admitting"; readonly deviceName: string }
  | { readonly kind: "admitted"; readonly deviceName: string; readonly shared: SharedPlace | null }
  /** On the newcomer. `answer-asker` says whether the inviting device shows the same code; `confirmed`: it was said. */
  | {
      readonly kind: "joining";
      readonly comparisonCode: string | null;
      readonly inviterName: string | null;
      readonly confirmed: boolean;
      /** Known with the code. */
      readonly shared: SharedPlace | null;
      /** The inviter's clock minus this one's. */
      readonly clockSkewMs: number;
    }
  | { readonly kind: "fetching"; readonly heldRecords: number; readonly allRecords: number }
  | { readonly kind: "joined"; readonly inviterName: string; readonly keptItems: number; readonly shared: SharedPlace | null }
  | { readonly kind: "failed"; readonly reason: PairingFailure };

export type RelayState =
  | { readonly kind: "none" }
  /** Another tab of this browser holds the connection; its state is told here all the same. */
  | { readonly kind: "offline" }
  | { readonly kind: "connecting" }
  /**
   * How far what it takes a while to move has come, to it and from it; null: nothing does. `isDirect`: by a call at its address in the local network, without its
   * socket.
   */
  | { readonly kind: "online"; readonly sending: Portion | null; readonly receiving: Portion | null; readonly isDirect?: true }
  /** Waiting for the next attempt. */
  | { readonly kind: "waiting"; readonly retryAtMs: number; readonly reason: WireError | "unreachable" };

/** Why there is no direct connection, though both devices are there: see ports/direct.ts; `not-verified`: what answered was not that device. */
export type DirectFailureReason = DirectFailure | "not-verified";

/** Records: how many of those that were to be moved are durably there. */
export type Portion = { readonly done: number; readonly total: number };

/** How another device is reached. */
export type DeviceConnection = {
  /**
   * By a direct connection; by the relay, where both are connected to it now; by files, where the last that came of it came so; or not, as far as is
   * known.
   */
  readonly kind: "direct" | "relay" | "file" | "none";
  /** A direct connection is being made. */
  readonly isConnecting: boolean;
  /** Since when the direct connection is there, in ms since 1970; null: there is none. */
  readonly sinceMs: number | null;
  /** When it was there for the last time, in ms since 1970, as far as this browser has noticed; null: never. */
  readonly lastSeenMs: number | null;
  /** When something of it came in by a file for the last time, in ms since 1970; null: never. */
  readonly byFileMs: number | null;
  /** Over the direct connection, since it is there. */
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Records are on their way over it. */
  readonly isMoving: boolean;
  /** How far what it takes a while to move has come, to it and from it; null: nothing does. */
  readonly sending: Portion | null;
  readonly receiving: Portion | null;
  /** Why the last try to connect directly failed, and when; null when none did since. */
  readonly failure: { readonly reason: DirectFailureReason; readonly atMs: number } | null;
};

export type DeviceState = {
  readonly id: DeviceId;
  readonly name: string | null;
  readonly self: boolean;
  readonly role: Role;
  /** It durably holds all that is held here, as far as it has said. */
  readonly hasEverything: boolean;
  /** It lost its data and another device has taken its place: it is not counted on, and stays a member until members can be removed. */
  readonly isReplaced: boolean;
  readonly connection: DeviceConnection;
};

export type SyncStatus = {
  readonly space: SpaceId | null;
  readonly relayAddress: string | null;
  readonly relay: RelayState;
  /** Records held here that the relay has not confirmed. */
  readonly recordsNotAtRelay: number;
  readonly recordsHeld: number;
  /** Records that neither the relay nor another device is known to hold. */
  readonly recordsOnlyHere: number;
  /** Records are on their way in or out. */
  readonly moving: boolean;
  readonly devices: readonly DeviceState[];
  /** Items that somebody has open on a device that is connected directly: what is typed into them is best saved at once. */
  readonly openElsewhere: readonly ItemId[];
  /** The relay came back with less than it had confirmed; it is being refilled. */
  readonly relayCameBackOlder: boolean;
  /** That has happened since this page was opened, and this device has filled it up again. */
  readonly relayWasRefilled: boolean;
  /** Devices that say to hold records which the relay does not show, though it is there and nothing is moving. */
  readonly relayWithholds: readonly Withheld[];
  /**
   * Records that are held but not shown: waiting for a key, for a newer version, broken by their author, or left out since this page stopped twice while
   * it read them; and logs and packs that are damaged in this store.
   */
  readonly notApplied: {
    readonly keyless: number;
    readonly parked: number;
    readonly void: number;
    readonly poisoned: number;
    readonly corrupt: number;
  };
  /** This profile was cloned or rolled back at some time: logs that have branches. */
  readonly forkedLogs: number;
  /** This device was taken out of the space, by what is signed: by whom, and whether it is asked to delete what it holds. Null: it is a member, or was none. */
  readonly removed: { readonly by: string | null; readonly asksToWipe: boolean } | null;
  /** A statement of a newer kind is in the space: membership cannot be judged in full. */
  readonly newerMembership: boolean;
  /** Recovery phrases of the space. */
  readonly recoveryPhrases: number;
  /** What is stated of members and keys here is not known to be at the relay or another device, or at neither since this page was opened. */
  readonly statementsOnlyHere: boolean;
  readonly statistics: SyncStatistics;
};

export type Withheld = { readonly device: DeviceId; readonly records: number };

/** What this profile has settled for itself: kept with its data, never synced. */
export type ProfileSettings = {
  /** Set when the user has chosen to start anew, before anything was made. */
  readonly begun: string | null;
  /** Where invited devices open the app, when that is not where this page came from. */
  readonly appAddress: string | null;
  /** When the browser was last asked to keep the data, in ms since 1970. */
  readonly persistenceAskedMs: string | null;
  /** How much of the past is kept: days of records, and months of checkpoints; null: as at first (`retention-setting.ts`). */
  readonly keepDays: string | null;
  readonly keepMonths: string | null;
  /** STUN and TURN servers of the user's own, as in wire/ice-text.ts; null: none. */
  readonly iceServers: string | null;
  /** After how long without use a profile with a lock locks itself, in ms; null: as at first. */
  readonly lockAfterMs: string | null;
};

export type ProfileState = ProfileSettings & {
  /** Nothing was ever made or chosen here: the time for the first screen. */
  readonly isNew: boolean;
  /** Sample tasks that nobody has written into; those in the trash are not among them. */
  readonly samples: readonly ItemId[];
  /** Sample tasks that the user has made his own by writing into them. */
  readonly editedSamples: number;
};

export type StorageState =
  /** `waitsForTab`: another tab with an older version holds the database and has not let go of it yet. */
  | { readonly kind: "opening"; readonly recordsRead: number; readonly waitsForTab?: true }
  | { readonly kind: "ready" }
  /** Writing fails for now; what was not answered with ok is not saved. */
  | { readonly kind: "full" }
  | { readonly kind: "failed"; readonly error: StoreError };

export type ReplicaRequest =
  | { readonly kind: "act"; readonly intent: TaskIntent }
  | { readonly kind: "undo"; readonly action: ActionId }
  | { readonly kind: "watch"; readonly watch: number; readonly query: TaskQuery; readonly window: RowWindow }
  | { readonly kind: "move-window"; readonly watch: number; readonly window: RowWindow }
  /** One task in full, told by `task`: at once and whenever it changes. Numbers are shared with `watch`. */
  | { readonly kind: "watch-task"; readonly watch: number; readonly id: ItemId }
  /** The ids of a query's result in their order, for selecting: at most as many as one intent may touch. */
  | { readonly kind: "ids"; readonly query: TaskQuery }
  | { readonly kind: "unwatch"; readonly watch: number }
  /** `servedAt`: where other devices reach what serves this page, when that is under another name than the page was opened by. */
  | { readonly kind: "invite"; readonly appAddress: string; readonly servedAt?: string | null; readonly into?: InvitedInto }
  /** `replaces`: the device of this space whose place the asker takes. */
  | { readonly kind: "answer-asker"; readonly approve: boolean; readonly replaces: DeviceId | null }
  | { readonly kind: "join"; readonly code: string }
  | { readonly kind: "cancel-pairing" }
  /** `token`: opens a new space at a relay that asks for one; none or empty: as it was. */
  | { readonly kind: "set-relay"; readonly address: string | null; readonly token?: string }
  /** A token that the page was opened with, for the relay at its own address. */
  | { readonly kind: "use-token"; readonly token: string }
  | { readonly kind: "name-device"; readonly name: string }
  | { readonly kind: "set-profile"; readonly setting: keyof ProfileSettings; readonly value: string | null }
  | { readonly kind: "sync-now" }
  | { readonly kind: "oldest-only-here" }
  | { readonly kind: "diagnosis" }
  | { readonly kind: "purges" }
  | { readonly kind: "room" }
  /** All tasks and notes as Markdown. */
  | { readonly kind: "plain-text" }
  | PartRequest
  | { readonly kind: "page-state"; readonly visible: boolean; readonly online: boolean };

/** The answer to each kind of request. An undo is itself an action that can be undone: that is redo. */
export type ReplicaAnswers = PartAnswers & {
  act: Result<ActReceipt, ActError>;
  undo: Result<UndoReceipt, UndoError>;
  watch: null;
  "move-window": null;
  "watch-task": Result<null, StoreError>;
  ids: readonly ItemId[];
  unwatch: null;
  invite: null;
  "answer-asker": null;
  join: null;
  "cancel-pairing": null;
  "set-relay": Result<null, { readonly kind: "bad-address" | "bad-token" } | { readonly kind: "store"; readonly error: StoreError }>;
  "use-token": null;
  "name-device": Result<null, { readonly kind: "store"; readonly error: StoreError }>;
  "set-profile": Result<null, { readonly kind: "store"; readonly error: StoreError }>;
  "sync-now": null;
  /** When the oldest of `recordsOnlyHere` was made, in ms since 1970; null when there are none, or it cannot be told. */
  "oldest-only-here": number | null;
  diagnosis: Result<Diagnosis, StoreError>;
  /** Of what this device has deleted for good. */
  purges: Result<PurgeReport, StoreError>;
  room: Result<RoomFigures, StoreError>;
  "plain-text": Result<string, StoreError>;
  "page-state": null;
};

export type ReplicaPush =
  /**
   * The window of a watch: ids in order from `start`, the rows among them that are new or changed since the last push, and the size of the whole result.
   * `depths` by row of the window, where tasks are parts of others; `headings` of the whole result (model/outline.ts).
   */
  | ({
      readonly kind: "rows";
      readonly watch: number;
      readonly total: number;
      readonly start: number;
      readonly ids: readonly ItemId[];
      readonly changed: readonly TaskRow[];
    } & Shape)
  /** Of a `watch-task`. null: there is no such task. */
  | { readonly kind: "task"; readonly watch: number; readonly details: WatchedTask }
  /**
   * All lists and views, at the start and whenever one of them (a list's number of open tasks too) changes: by place, then archived lists, then those in the trash,
   * newest first.
   */
  | { readonly kind: "lists"; readonly lists: readonly ListRow[]; readonly views: readonly ViewRow[] }
  /** All tags that tasks outside the trash have, ascending; at the start and whenever that changes. */
  | { readonly kind: "tags"; readonly tags: readonly TagUse[] }
  | { readonly kind: "status"; readonly status: SyncStatus }
  | { readonly kind: "pairing"; readonly pairing: PairingState }
  /** Comes before storage is said to be ready. */
  | { readonly kind: "profile"; readonly profile: ProfileState }
  | { readonly kind: "storage"; readonly storage: StorageState }
  | { readonly kind: "file-progress"; readonly progress: FileProgress }
  | { readonly kind: "nearby"; readonly nearby: NearbyState }
  | { readonly kind: "restoring"; readonly restoring: RestoreState }
  /** Of a profile with a lock before anything else is told; of one without, once it is open. */
  | { readonly kind: "lock"; readonly lock: LockState }
  | PartPush;

/** Window to worker. `build` must be the worker's own, or the answer is `wrong-build` and nothing else. */
export type WindowMessage = { readonly build: string; readonly id: number; readonly request: ReplicaRequest };

/** The first word: the window has found out that its parts fit together, and the replica may be opened. */
export type WindowGreeting = { readonly build: string };

/** Worker to window. */
export type WorkerMessage =
  | { readonly kind: "answer"; readonly id: number; readonly answer: ReplicaAnswers[keyof ReplicaAnswers] }
  | { readonly kind: "push"; readonly push: ReplicaPush }
  | { readonly kind: "wrong-build"; readonly build: string };
