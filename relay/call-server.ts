// Calls by address as links of the relay: a frame is a frame, and the relay's limits are those of its sockets. A call is one of ours, and no longer among the few
// that may be anybody's, once the relay has let it in. Nothing larger than one frame is kept of it before, and the relay takes none of that size.

import type { AnswerDirect, DirectCall } from "../src/ports/direct.ts";
import type { Link } from "../src/ports/link.ts";
import type { AcceptedLink, Relay } from "./relay.ts";

/** For as long as the process lives: a relay that is closing turns them away, and ends those that it has. */
export const serveCalls = (relay: Relay, answer: AnswerDirect): void => void answer((call) => serve(relay, call));

function serve(relay: Relay, { dial, host, verified }: DirectCall): void {
  let accepted: AcceptedLink | null = null;
  const look = (): void => {
    if (accepted?.isLetIn === true) verified();
  };
  const call = dial(
    { first: false, polite: true, iceServers: [] },
    {
      // The caller makes do without.
      signal: () => undefined,
      opened() {
        // Only what has opened has shown that it is where it says, and counts there. Any page can call, and none says whose it is.
        accepted = relay.accept(link, { address: host, isCall: true, isForeignPage: true });
        accepted.opened();
      },
      frame(bytes) {
        accepted?.frame(bytes);
        look();
      },
      closed: (reason) => accepted?.closed(reason),
    },
  );
  const link: Link = {
    get binding() {
      return call.binding;
    },
    send(bytes) {
      call.send(bytes);
      // Whoever is let in is told so.
      look();
    },
    bufferedBytes: () => call.bufferedBytes(),
    close: (error) => call.close(error),
  };
}
