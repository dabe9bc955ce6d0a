// Has a relay forget a space that this profile has left (PROTOCOL.md "Forgetting a space"): a link of its own that does nothing else. It is asked only where all
// that the relay holds of the space is what this device has taken along, so that nothing goes that nobody has.

import type { Link, LinkClosed } from "../ports/link.ts";
import { chooseVersion, initiatorTranscript } from "../sync/handshake.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import { versionOf } from "../wire/log-tree.ts";
import { versionHasAll } from "../wire/tree-relation.ts";
import { isSpaceRefusal, type WireError } from "../wire/wire-error.ts";
import { NO_TOKEN } from "./relay-token.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import type { SpaceCore } from "./space-core.ts";

/** `forgotten`: the relay has nothing of it. `held`: it has what this device does not know. `not-now`: it could not be asked. */
export type Forgetting = "forgotten" | "held" | "not-now";

export type ForgettingPorts = Pick<ReplicaPorts, "dialRelay" | "timers" | "random">;

const DEADLINE_MS = 15_000;

type HelloFrame = Extract<Frame, { type: "hello" }>;

/** Where a relay will not open the space, it has none of that name. */
const afterError = (error: WireError | null): Forgetting => (isSpaceRefusal(error) ? "forgotten" : "not-now");

/** `left`: as it was emptied. */
export function forgetAtRelay(ports: ForgettingPorts, left: SpaceCore, origin: string): Promise<Forgetting> {
  const ours = versionOf(left.index.heads);
  return new Promise((resolve) => {
    let link: Link | null = null;
    const send = (frame: Frame): undefined => {
      link?.send(encodeFrame(frame));
    };
    const end = (outcome: Forgetting): undefined => {
      cancelTimer();
      link?.close();
      link = null;
      resolve(outcome);
    };
    const onFrame = (frame: Frame): undefined => {
      switch (frame.type) {
        case "hello":
          void authFor(ports, left, frame, link?.binding ?? "")
            .then(send)
            .catch(() => end("not-now"));
          return undefined;
        case "welcome":
          // It does not know this device for the member that it is.
          return frame.showMembership ? end("forgotten") : undefined;
        case "have":
          return versionHasAll(ours, frame.version) ? send({ type: "forget" }) : end("held");
        case "forget":
          return end("forgotten");
        case "ping":
          return send({ type: "pong", nonce: frame.nonce });
        default:
          return frame.type === "error" ? end(afterError(frame.error)) : undefined;
      }
    };
    const cancelTimer = ports.timers.after(DEADLINE_MS, () => end("not-now"));
    link = ports.dialRelay(origin, {
      opened: () => undefined,
      frame: (bytes) => {
        const decoded = decodeFrame(bytes, { authenticated: true });
        if (!decoded.ok) end("not-now");
        else if (decoded.value.type !== "ignored") onFrame(decoded.value);
      },
      closed: (reason: LinkClosed) => end(afterError(reason.kind === "remote" ? reason.error : null)),
    });
  });
}

async function authFor(
  { random }: ForgettingPorts,
  { space, self, signer, ports }: SpaceCore,
  hello: HelloFrame,
  binding: string,
): Promise<Frame> {
  const version = chooseVersion(hello);
  const challenge = random(32);
  const signed = initiatorTranscript({ sha256: ports.suite.sha256, space, self, challenge, binding }, hello, version, "initiator");
  return { type: "auth", version, space, device: self, challenge, signature: await signer.sign(signed), token: NO_TOKEN };
}
