// The two sides of a pairing, what is to be done about keys behind one, and what takes items along into the space that was joined, as one chunk: loaded
// when somebody pairs or has joined, or where there are several epochs.

import { parseInvitation } from "../members/invitation.ts";
import { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import { callHome } from "./home/call-home.ts";
import type { PairingState } from "./face.ts";
import type { SharedPlace } from "./face/spaces.ts";
import { Inviting } from "./inviting.ts";
import { Joining } from "./joining.ts";
import { grantMissing } from "./missing-grants.ts";
import type { OpenedSpace } from "./opened-space.ts";
import type { PairingSides } from "./pairing-desk.ts";
import type { Replica } from "./replica.ts";
import { takeLeftAlong } from "./left-space-entries.ts";
import { takeItems } from "./take-items.ts";

type Invited = { readonly appAddress: string; readonly servedAt: string | null; readonly shared: SharedPlace | null };

/** Null where there is no relay by which somebody could come: that is told. */
export function beginInviting(
  replica: Replica,
  opened: OpenedSpace,
  { appAddress, servedAt, shared }: Invited,
  tell: (state: PairingState) => void,
): Inviting | null {
  const address = replica.spaces.addressOf(opened);
  const isDefault = replica.relay.isDefault && address === replica.relay.address;
  // The relay that serves this page is reached by others where they reach the page.
  const relay = (isDefault && servedAt !== null ? replica.ports.relayOrigin(servedAt) : null) ?? address;
  if (relay !== null) return new Inviting(replica, { space: opened.space, shared }, { relay, appAddress }, tell);
  tell({ kind: "failed", reason: "no-relay" });
  return null;
}

/** What has begun may end as soon as it starts. */
type Begun = { readonly joining: Joining; readonly start: () => void };

/** Null where the code is none, which is told, or is that of a device that is called. */
export function beginJoining(replica: Replica, code: string, tell: (state: PairingState) => void): Begun | null {
  const invitation = parseInvitation(replica.ports.suite.sha256, code);
  if (!invitation.ok) {
    tell({ kind: "failed", reason: invitation.error.kind === "newer" ? "newer-version" : "bad-code" });
    return null;
  }
  const { value } = invitation;
  if ("address" in value) {
    callHome(replica, value);
    return null;
  }
  const joining = new Joining(replica, tell);
  return { joining, start: () => void joining.begin(value) };
}

export const pairingSides: PairingSides = {
  beginInviting,
  beginJoining,
  grantMissing,
  takeItems,
  takeLeftAlong,
  emptyLeftSpaces,
  forgetLeftSpaces,
};
