import { expect, test } from "vitest";
import { bytesToUtf8 } from "../base/bytes.ts";
import { makeMemoryPair } from "../links/memory-link.ts";
import { relayOrigin } from "../links/relay-origin.ts";
import type { DialLink, Link } from "../ports/link.ts";
import { settle } from "../sync/manual-timers.suite.ts";
import { runSession } from "../sync/session-driver.ts";
import { hello } from "../sync/session.suite.ts";
import { decodeFrame, encodeFrame } from "../wire/frame-codec.ts";
import { Replica } from "./replica.ts";
import type { ReplicaPorts } from "./replica-ports.ts";
import { TestProfile, valueIn } from "./space.suite.ts";
import { acting } from "./acting.ts";
import { sharing } from "./sharing.ts";
import { LinkKeeper } from "./link-keeper.ts";

const TOKEN = "7K3M-9QRT-XV2B-H4ZD";

/** A relay that opens no space without the token; `shown`: what it was shown, in order. */
function strictRelay(): { readonly dial: DialLink; readonly shown: (string | null)[] } {
  const shown: (string | null)[] = [];
  const dial: DialLink = (_address, events) => {
    const pair = makeMemoryPair();
    const near = pair.open("a", events);
    const far: Link = pair.open("b", {
      opened: () => far.send(encodeFrame(hello)),
      frame: (bytes) => {
        const frame = decodeFrame(bytes, { authenticated: false });
        if (!frame.ok || frame.value.type !== "auth") return;
        shown.push(bytesToUtf8(frame.value.token));
        if (shown.at(-1) !== TOKEN) far.close("space-refused");
      },
      closed: () => undefined,
    });
    return near;
  };
  return { dial, shown };
}

function portsOf(profile: TestProfile, dialRelay: DialLink): ReplicaPorts {
  return {
    ...profile.ports(),
    timers: profile.timers,
    loadSession: async () => runSession,
    dialRelay,
    relayOrigin,
    openTabs: () => ({ post: () => undefined, close: () => undefined }),
    openLease: (events) => {
      queueMicrotask(() => events.acquired(1));
      return { steal: () => undefined, close: () => undefined };
    },
    loadLinks: () => Promise.resolve({ LinkKeeper }),
    loadSharing: () => Promise.resolve(sharing),
    loadActing: () => Promise.resolve(acting),
    loadPairing: () => Promise.reject(new Error("nobody pairs here")),
  };
}

test("a token that the page came with is shown, however early it comes", async () => {
  for (let turns = 0; turns < 20; turns++) {
    const profile = new TestProfile(1);
    const { dial, shown } = strictRelay();
    const defaultRelay = { origin: "wss://laptop.local", answers: async () => true };
    const replica = valueIn(await Replica.open(portsOf(profile, dial), { defaultRelay, push: () => undefined }));
    // At every point of the way to the first connection.
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    await replica.useToken(TOKEN);
    await settle();
    expect([turns, shown.at(-1)]).toEqual([turns, TOKEN]);
    replica.close();
  }
});
