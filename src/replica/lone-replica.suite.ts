// For tests: what a replica needs that is alone.

import { acting } from "./acting.ts";
import { LinkKeeper } from "./link-keeper.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import { sharing } from "./sharing.ts";
import type { TestProfile } from "./space.suite.ts";

/** A replica alone: no other tabs, no network. */
export function portsOf(profile: TestProfile): ReplicaPorts {
  return {
    ...profile.ports(),
    timers: profile.timers,
    loadSession: () => Promise.reject(new Error("nobody to talk to")),
    dialRelay: () => {
      throw new Error("no relay is set");
    },
    relayOrigin: (address) => (address.startsWith("ws") ? address : null),
    openTabs: () => ({ post: () => undefined, close: () => undefined }),
    openLease: () => ({ steal: () => undefined, close: () => undefined }),
    loadLinks: () => Promise.resolve({ LinkKeeper }),
    loadSharing: () => Promise.resolve(sharing),
    loadActing: () => Promise.resolve(acting),
    loadPairing: () => Promise.reject(new Error("nobody pairs here")),
  };
}
