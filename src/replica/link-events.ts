// To whom in the replica goes what its links tell.

import type { LinkKeeperEvents } from "./link-keeper.ts";
import type { Replica } from "./replica.ts";

export const linkEventsOf = (
  replica: Pick<Replica, "pairing" | "presence">,
  own: Pick<LinkKeeperEvents, "changed" | "askStatus" | "iceServers">,
): LinkKeeperEvents => ({
  ...own,
  meetData: (room, message) => replica.pairing.onMeetData(room, message),
  meetClosed: (room, reason) => replica.pairing.onMeetClosed(room, reason),
  connected: (at) => replica.pairing.onConnected(at),
  notOpen: (at, error) => replica.pairing.onRelayError(at, error),
  theirHeads: (at, heads) => replica.pairing.onRelayHeads(at, heads),
  presence: (at, frame) => replica.presence.hearFromLink(at, frame),
});
