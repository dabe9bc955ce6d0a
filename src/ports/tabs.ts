// The other tabs of this browser, as ports: what they tell each other after a commit, and which one of them holds the network links.
// Adapters: links/tab-channel.ts and links/network-lease.ts; in memory links/memory-tabs.ts.

import type { SpaceId } from "../base/ids.ts";
import type { PresenceFrame } from "../wire/frames.ts";
import type { StoreError } from "./store.ts";

/** Told to every other tab of the same build, never to the sender. `Status` is the replica's, told by the tab that holds the links. */
export type TabMessage<Status> =
  /** Something of this space was committed: read what is new from the store. */
  | { readonly kind: "committed"; readonly space: SpaceId }
  | { readonly kind: "status"; readonly status: Status }
  /** A tab has opened, or wants to know whether the one with the links is awake: that one tells its status. */
  | { readonly kind: "ask-status" }
  /** Sync by hand, for the tab that holds the links. */
  | { readonly kind: "sync-now" }
  /** Where somebody is in a note: of this device, to go out by the tab with the links; of another one, as that tab has heard it. */
  | { readonly kind: "presence"; readonly space: SpaceId; readonly frame: PresenceFrame }
  /** The store has no room for what a tab wrote. */
  | { readonly kind: "storage-full" }
  /** Another tab needs the links for a while (to pair): whoever holds them gives them up and stands in line again. */
  | { readonly kind: "yield-links" }
  /** The profile has other spaces now: read which. */
  | { readonly kind: "spaces-changed" }
  /** A setting of the profile, or its relay, is another now: read them again. */
  | { readonly kind: "profile-changed" };

/** Why a message was left out. */
export type IgnoredTabMessage =
  /** A tab of another version is open beside this one. */
  { readonly kind: "other-build"; readonly build: string } | { readonly kind: "malformed" };

export interface TabEvents<Status> {
  message(message: TabMessage<Status>): void;
  ignored(reason: IgnoredTabMessage): void;
}

export interface TabChannel<Status> {
  post(message: TabMessage<Status>): void;
  /** Nothing is heard from then on. */
  close(): void;
}

/** Events come later, never during the call. */
export type OpenTabChannel<Status> = (events: TabEvents<Status>) => TabChannel<Status>;

export interface LeaseEvents {
  /** This tab holds the links from now on; its commits for them carry `fence`. */
  acquired(fence: number): void;
  /** It does so no longer, by no doing of its own. The lease is over: open another to stand in line again. */
  lost(): void;
  /** It was this tab's turn but no fence could be had. The lease is over, the next tab has its turn. */
  failed(error: StoreError): void;
}

export interface NetworkLease {
  /** Takes the links from whoever holds them, who does not answer. Nothing when they are held here. */
  steal(): void;
  /** Gives the links up, or the place in line. No event follows. */
  close(): void;
}

/** Stands in line for the links. Events come later, never during the call. */
export type OpenNetworkLease = (events: LeaseEvents) => NetworkLease;
