// The channel and the lease between tabs, over the tabs of memory-tabs.ts; the channel over Node's BroadcastChannel as well.

import { afterEach, describe, expect, test } from "vitest";
import { makeId } from "../base/ids.ts";
import { err, ok, type Result } from "../base/result.ts";
import type { StoreError } from "../ports/store.ts";
import type { IgnoredTabMessage, NetworkLease, TabChannel, TabEvents, TabMessage } from "../ports/tabs.ts";
import { MemoryBrowser, type MemoryTab } from "./memory-tabs.ts";
import { openNetworkLease } from "./network-lease.ts";
import { openTabChannel, type Broadcast } from "./tab-channel.ts";

type Status = { readonly online: boolean };
const isStatus = (value: unknown): value is Status =>
  typeof value === "object" && value !== null && "online" in value && typeof value.online === "boolean";

const space = makeId("space", new Uint8Array(32).fill(1));
const MESSAGES: readonly TabMessage<Status>[] = [
  { kind: "committed", space },
  { kind: "ask-status" },
  { kind: "yield-links" },
  { kind: "spaces-changed" },
  { kind: "profile-changed" },
  { kind: "status", status: { online: true } },
  { kind: "sync-now" },
  { kind: "presence", space, frame: { type: "presence", from: makeId("device", new Uint8Array(32).fill(2)), sealed: Uint8Array.of(1, 2) } },
  { kind: "storage-full" },
];

class Heard implements TabEvents<Status> {
  readonly messages: TabMessage<Status>[] = [];
  readonly ignoredMessages: IgnoredTabMessage[] = [];
  #wake: () => void = () => undefined;

  message(message: TabMessage<Status>): void {
    this.messages.push(message);
    this.#wake();
  }

  ignored(reason: IgnoredTabMessage): void {
    this.ignoredMessages.push(reason);
    this.#wake();
  }

  async count(count: number): Promise<void> {
    while (this.messages.length + this.ignoredMessages.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const channel of opened.splice(0)) channel.close();
});

function openChannel(broadcast: Broadcast, heard: Heard, build = "build 1"): TabChannel<Status> {
  const channel = openTabChannel({ broadcast, build, isStatus }, heard);
  opened.push(channel);
  return channel;
}

let channelCount = 0;
const KINDS: readonly [string, () => () => Broadcast][] = [
  [
    "in memory",
    () => {
      const browser = new MemoryBrowser();
      return () => browser.openTab().openBroadcast();
    },
  ],
  [
    "over BroadcastChannel",
    () => {
      channelCount += 1;
      const name = `daybook-test-${channelCount}`;
      return () => new BroadcastChannel(name);
    },
  ],
];

describe.each(KINDS)("the tab channel %s", (_, makeNetwork) => {
  test("tells every other tab each kind of message, in order, and not the sender", async () => {
    const openBroadcast = makeNetwork();
    const [own, other, third] = [new Heard(), new Heard(), new Heard()];
    const channel = openChannel(openBroadcast(), own);
    openChannel(openBroadcast(), other);
    openChannel(openBroadcast(), third);
    for (const message of MESSAGES) channel.post(message);
    expect(other.messages).toEqual([]);
    await Promise.all([other.count(MESSAGES.length), third.count(MESSAGES.length)]);
    expect([other.messages, third.messages, own.messages]).toEqual([MESSAGES, MESSAGES, []]);
  });

  test("reports what a tab of another build says and ignores it", async () => {
    const openBroadcast = makeNetwork();
    const heard = new Heard();
    openChannel(openBroadcast(), heard);
    openChannel(openBroadcast(), new Heard(), "build 2").post({ kind: "sync-now" });
    await heard.count(1);
    expect(heard.messages).toEqual([]);
    expect(heard.ignoredMessages).toEqual([{ kind: "other-build", build: "build 2" }]);
  });

  test("a closed channel neither speaks nor hears", async () => {
    const openBroadcast = makeNetwork();
    const [closed, other] = [new Heard(), new Heard()];
    const channel = openChannel(openBroadcast(), closed);
    const speaker = openChannel(openBroadcast(), new Heard());
    openChannel(openBroadcast(), other);
    channel.close();
    channel.post({ kind: "sync-now" });
    speaker.post({ kind: "committed", space });
    await other.count(1);
    expect([other.messages, closed.messages]).toEqual([[{ kind: "committed", space }], []]);
  });
});

test.each([
  null,
  7,
  "text",
  {},
  { build: 1, message: { kind: "sync-now" } },
  { build: "build 1" },
  { build: "build 1", message: null },
  { build: "build 1", message: { kind: "unknown" } },
  { build: "build 1", message: { kind: "committed", space: space.toUpperCase() + "0" } },
  { build: "build 1", message: { kind: "status", status: { online: "yes" } } },
  { build: "build 1", message: { kind: "presence", space, frame: { from: "x", sealed: Uint8Array.of(1) } } },
  { build: "build 1", message: { kind: "presence", space, frame: { from: "22".repeat(32), sealed: "text" } } },
])("a malformed message is reported as such: %j", async (data) => {
  const browser = new MemoryBrowser();
  const heard = new Heard();
  openChannel(browser.openTab().openBroadcast(), heard);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  browser.openTab().openBroadcast().postMessage(data);
  await heard.count(1);
  expect(heard.ignoredMessages).toEqual([{ kind: "malformed" }]);
});

/** A browser with one store: what happens to its leases is written down in order. */
class LeaseScene {
  readonly browser = new MemoryBrowser();
  readonly happenings: string[] = [];
  fence = 0;

  open(name: string, tab: MemoryTab, raiseFence: () => Promise<Result<number, StoreError>> = async () => this.raise()): NetworkLease {
    return openNetworkLease(
      { locks: tab.locks, lockName: "links", raiseFence },
      {
        acquired: (fence) => void this.happenings.push(`${name} acquired ${fence}`),
        lost: () => void this.happenings.push(`${name} lost`),
        failed: (error) => void this.happenings.push(`${name} failed ${error.kind}`),
      },
    );
  }

  async raise(): Promise<Result<number, StoreError>> {
    this.fence += 1;
    return ok(this.fence);
  }
}

/** Lets all microtasks run. */
const settled = async (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

describe("the network lease", () => {
  test("goes to one tab at a time in the order of asking, each with a higher fence", async () => {
    const scene = new LeaseScene();
    const leases = ["a", "b", "c"].map((name) => scene.open(name, scene.browser.openTab()));
    expect(scene.happenings).toEqual([]);
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1"]);
    for (const lease of leases) {
      lease.close();
      await settled();
    }
    expect(scene.happenings).toEqual(["a acquired 1", "b acquired 2", "c acquired 3"]);
  });

  test("goes on to the next tab when its holder dies", async () => {
    const scene = new LeaseScene();
    const first = scene.browser.openTab();
    scene.open("a", first);
    scene.open("b", scene.browser.openTab());
    await settled();
    first.die();
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1", "b acquired 2"]);
  });

  test("a tab that gives up its place in line is passed over", async () => {
    const scene = new LeaseScene();
    const a = scene.open("a", scene.browser.openTab());
    const b = scene.open("b", scene.browser.openTab());
    scene.open("c", scene.browser.openTab());
    await settled();
    b.close();
    a.close();
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1", "c acquired 2"]);
  });

  test("closing while the fence is being raised acquires nothing and lets the next tab have its turn", async () => {
    const scene = new LeaseScene();
    const gate: { raised?: (result: Result<number, StoreError>) => void } = {};
    const lease = scene.open("a", scene.browser.openTab(), async () => new Promise((resolve) => void (gate.raised = resolve)));
    scene.open("b", scene.browser.openTab());
    await settled();
    lease.close();
    gate.raised?.(ok(1));
    await settled();
    expect(scene.happenings).toEqual(["b acquired 1"]);
  });

  test("a store that gives no fence ends the lease and lets the next tab have its turn", async () => {
    const scene = new LeaseScene();
    scene.open("a", scene.browser.openTab(), async () => err({ kind: "full" }));
    scene.open("b", scene.browser.openTab());
    await settled();
    expect(scene.happenings).toEqual(["a failed full", "b acquired 1"]);
  });

  test("of a holder that is frozen it is stolen, with a higher fence, and the one that wakes hears once that it is lost", async () => {
    const scene = new LeaseScene();
    const frozen = scene.browser.openTab();
    const a = scene.open("a", frozen);
    const b = scene.open("b", scene.browser.openTab());
    scene.open("c", scene.browser.openTab());
    await settled();
    frozen.freeze();
    b.steal();
    b.steal();
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1", "b acquired 2"]);
    frozen.thaw();
    await settled();
    a.close();
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1", "b acquired 2", "a lost"]);
    b.close();
    await settled();
    expect(scene.happenings.at(-1)).toBe("c acquired 3");
  });

  test("a holder steals nothing from itself, and one whose lease is over steals nothing", async () => {
    const scene = new LeaseScene();
    const a = scene.open("a", scene.browser.openTab());
    const b = scene.open("b", scene.browser.openTab());
    await settled();
    a.steal();
    b.close();
    b.steal();
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1"]);
  });

  test("closing twice is closing once", async () => {
    const scene = new LeaseScene();
    const lease = scene.open("a", scene.browser.openTab());
    await settled();
    lease.close();
    lease.close();
    scene.open("b", scene.browser.openTab());
    await settled();
    expect(scene.happenings).toEqual(["a acquired 1", "b acquired 2"]);
  });
});
