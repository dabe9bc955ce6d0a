// What a replica needs of its platform, and what it is opened with.

import type { DialLink } from "../ports/link.ts";
import type { OpenNetworkLease, OpenTabChannel } from "../ports/tabs.ts";
import type { Timers } from "../ports/time.ts";
import type { LoadSession } from "../sync/session-driver.ts";
import type { LoadActing } from "./acting.ts";
import type { LoadDirect } from "./direct-desk.ts";
import type { ReplicaPush } from "./face.ts";
import type { FirstScreen } from "./first-screen.ts";
import type { LoadLinks } from "./link-desk.ts";
import type { PairingSides } from "./pairing-desk.ts";
import type { DefaultRelay } from "./relay-choice.ts";
import type { ReminderDesk } from "./reminders/reminder-desk.ts";
import type { Replica } from "./replica.ts";
import type { LoadSharing } from "./sharing.ts";
import type { SpacePorts } from "./space-core.ts";
import type { LinkStatuses } from "./sync-status.ts";

export type ReplicaPorts = SpacePorts & {
  readonly timers: Timers;
  readonly dialRelay: DialLink;
  readonly loadSession: LoadSession;
  /** The origin to dial for an address as a person gives it; null when it is none. */
  readonly relayOrigin: (address: string) => string | null;
  readonly openTabs: OpenTabChannel<LinkStatuses>;
  readonly openLease: OpenNetworkLease;
  readonly loadLinks: LoadLinks;
  readonly loadPairing: () => Promise<PairingSides>;
  readonly loadActing: LoadActing;
  readonly loadSharing: LoadSharing;
  /** Absent where nothing rings. */
  readonly loadReminders?: (replica: Replica, push: (push: ReplicaPush) => void) => Promise<ReminderDesk>;
  /** Absent where there are no direct connections. */
  readonly loadDirect?: LoadDirect;
};

export type ReplicaOptions = {
  /** The relay used until another is set. */
  readonly defaultRelay: DefaultRelay;
  readonly push: (push: ReplicaPush) => void;
  /** What can be shown while the rows are still being read; not called where that is nothing. */
  readonly onFirstScreen?: (screen: FirstScreen) => void;
};
