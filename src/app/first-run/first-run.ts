// Whether the first screen stands where the app will be. It does while the profile is new and nobody has begun; not when the page was opened with a link to
// join another device, until that was given up; and never for a moment on a profile that holds something. Until the replica has told, a browser
// that was here before sees the app, one that was not sees the bare page.

import { createSignal, type Accessor } from "solid-js";
import type { ReplicaClient } from "../client/replica-client.ts";

export type FrontDoor = "app" | "first-screen" | "nothing";

export type FirstRun = {
  readonly shown: Accessor<FrontDoor>;
  /** A new beginning was chosen: the app shows at once, and the replica remembers. */
  readonly begin: () => void;
  /** The first screen stays, whatever the profile holds by then. */
  readonly holdOpen: (isHeld: boolean) => void;
};

export type FirstRunTraits = {
  /** No version of the app has been kept by this browser yet. */
  readonly isFirstVisit: boolean;
  /** The page is about to join by a link. */
  readonly isJoining: Accessor<boolean>;
};

export function createFirstRun(client: ReplicaClient, { isFirstVisit, isJoining }: FirstRunTraits): FirstRun {
  const [hasBegun, setBegun] = createSignal(false);
  const [isHeld, setHeld] = createSignal(false);
  const isOpening = (): boolean => client.profile() === null && client.storage().kind === "opening" && client.health() === "running";
  return {
    shown() {
      if (isHeld() && client.health() === "running") return "first-screen";
      if (hasBegun() || isJoining()) return "app";
      if (isOpening()) return isFirstVisit ? "nothing" : "app";
      return client.profile()?.isNew === true && client.health() === "running" ? "first-screen" : "app";
    },
    holdOpen: setHeld,
    begin() {
      setBegun(true);
      void client.ask({ kind: "set-profile", setting: "begun", value: "new" });
    },
  };
}
