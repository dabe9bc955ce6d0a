// Asks a relay for a capsule (PROTOCOL.md "Capsules"): a link of its own that does nothing else. Whoever asks shows nothing but the capsule's id.

import { err, ok, type Result } from "../base/result.ts";
import type { Link, LinkEvents } from "../ports/link.ts";
import type { Timers } from "../ports/time.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import type { Frame } from "../wire/frames.ts";
import { PROTOCOL_VERSIONS } from "../wire/limits.ts";
import type { WireError } from "../wire/wire-error.ts";

/** `outdated`: the relay is there and gives no answer, as those do that know of no capsules. `refused`: not now. */
export type CapsuleLinkError = "unreachable" | "outdated" | "refused";

const HELLO_WITHIN_MS = 10_000;
/** It looks up one row. */
const ANSWER_WITHIN_MS = 8_000;

/** Null: the relay has none of that id. */
export function fetchCapsule(
  openLink: (events: LinkEvents) => Link,
  timers: Timers,
  id: Uint8Array,
): Promise<Result<Uint8Array | null, CapsuleLinkError>> {
  return new Promise((resolve) => {
    let hasAsked = false;
    const end = (outcome: Result<Uint8Array | null, CapsuleLinkError>): void => {
      cancelTimer();
      link.close();
      resolve(outcome);
    };
    const onError = (error: WireError): void => end(err(error === "unsupported-version" ? "outdated" : "refused"));
    const onFrame = (frame: Frame): void => {
      if (frame.type === "error") return onError(frame.error);
      if (frame.type === "capsule" && hasAsked) return end(ok(frame.sealed.length === 0 ? null : frame.sealed));
      if (frame.type !== "hello" || hasAsked) return undefined;
      if (!frame.versions.some((version) => PROTOCOL_VERSIONS.includes(version))) return end(err("outdated"));
      hasAsked = true;
      cancelTimer();
      cancelTimer = timers.after(ANSWER_WITHIN_MS, () => end(err("outdated")));
      link.send(encodeFrame({ type: "ask-capsule", id }));
      return undefined;
    };
    let cancelTimer = timers.after(HELLO_WITHIN_MS, () => end(err("unreachable")));
    const link = openLink({
      opened: () => undefined,
      frame: (bytes) => {
        const decoded = decodeFrame(bytes, { authenticated: false });
        if (!decoded.ok) end(err("refused"));
        else if (decoded.value.type !== "ignored") onFrame(decoded.value);
      },
      closed: (reason) => end(err(reason.kind === "remote" && reason.error !== null ? "refused" : "unreachable")),
    });
  });
}
