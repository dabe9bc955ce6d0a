import { expect, test } from "vitest";
import { makeMemoryPair, type LinkSide } from "../../links/memory-link.ts";
import type { DialDirect, DirectLinkEvents } from "../../ports/direct.ts";
import type { LinkClosed, LinkEvents } from "../../ports/link.ts";
import { settle } from "../../sync/manual-timers.suite.ts";
import { NearbyLink, type NearbyUse } from "./nearby-link.ts";

const OPTIONS = { first: true, polite: false, iceServers: [] };
const HELLO = Uint8Array.of(1, 7);
const PAGE = Uint8Array.of(7, 9);
const MEET_DATA = Uint8Array.of(0x12, 3);
const MEET_CLOSE = Uint8Array.of(0x13, 0);

class End {
  readonly asked: number[] = [];
  readonly ends: LinkClosed[] = [];
  readonly link: NearbyLink;
  keeps = true;
  signal: DirectLinkEvents["signal"] = () => undefined;

  constructor(open: (events: LinkEvents) => ReturnType<ReturnType<typeof makeMemoryPair>["open"]>, onDescribed: (sdp: string) => void) {
    const dial: DialDirect = (_, events) => {
      this.signal = (signal) => events.signal(signal);
      const link = open(events);
      return {
        binding: link.binding,
        send: (bytes) => link.send(bytes),
        bufferedBytes: () => link.bufferedBytes(),
        close: (error) => link.close(error),
        hear: () => undefined,
      };
    };
    this.link = new NearbyLink(dial, OPTIONS, {
      described: onDescribed,
      opened: () => undefined,
      asked: ([type = 0]) => {
        this.asked.push(type);
        return this.keeps;
      },
      closed: (reason) => void this.ends.push(reason),
    });
  }

  /** What a user of it hears. */
  take(use: NearbyUse) {
    const heard: string[] = [];
    const taken = this.link.take(
      {
        opened: () => void heard.push("opened"),
        frame: (bytes) => void heard.push(bytes.join()),
        closed: ({ kind }) => void heard.push(kind),
      },
      use,
    );
    return { heard, taken };
  }
}

async function openBoth() {
  const pair = makeMemoryPair();
  const described: string[] = [];
  const endOf = (side: LinkSide): End =>
    new End(
      (events) => pair.open(side, events),
      (sdp) => void described.push(sdp),
    );
  const [a, b] = [endOf("a"), endOf("b")];
  await settle();
  return { a, b, described };
}

test("what comes before somebody takes it is told, and is kept for whoever does", async () => {
  const { a, b } = await openBoth();
  const ofB = b.take("session");
  await settle();
  ofB.taken.send(HELLO);
  await settle();
  expect(a.asked).toEqual([1]);
  const ofA = a.take("session");
  await settle();
  expect(ofA.heard).toEqual(["opened", HELLO.join()]);
});

test("the description alone is told, once", async () => {
  const { a, described } = await openBoth();
  a.signal({ kind: "candidate", candidate: "" });
  for (const sdp of ["first", "second"]) a.signal({ kind: "description", type: "offer", sdp });
  expect(described).toEqual(["first"]);
});

test("after fetching both begin anew on the same connection, and nothing of before reaches what comes after", async () => {
  const { a, b } = await openBoth();
  const before = [a.take("session"), b.take("fetch")] as const;
  await settle();
  before[1].taken.close();
  const after = b.take("session");
  // On its way when the other side began anew.
  before[0].taken.send(PAGE);
  await settle();
  expect([before[0].heard, before[1].heard]).toEqual([
    ["opened", "remote"],
    ["opened", "local"],
  ]);
  after.taken.send(HELLO);
  await settle();
  expect(a.asked).toEqual([1]);
  const afterOfA = a.take("session");
  await settle();
  afterOfA.taken.send(PAGE);
  await settle();
  expect([after.heard, afterOfA.heard]).toEqual([["opened", PAGE.join()], ["opened", HELLO.join()]]); // prettier-ignore
  expect([a.ends, b.ends]).toEqual([[], []]);
});

test("a meeting is left without a word, and the other side's late goodbye reaches no session", async () => {
  const { a, b } = await openBoth();
  const [meeting, ofB] = [a.take("meeting"), b.take("meeting")];
  await settle();
  ofB.taken.send(MEET_DATA);
  await settle();
  a.link.leave();
  const session = a.take("session");
  ofB.taken.send(MEET_CLOSE);
  await settle();
  ofB.taken.send(HELLO);
  await settle();
  expect([meeting.heard, session.heard]).toEqual([["opened", MEET_DATA.join()], ["opened", HELLO.join()]]); // prettier-ignore
});

test("closing it as a session closes the connection, for both", async () => {
  const { a, b } = await openBoth();
  const [ofA] = [a.take("session"), b.take("session")];
  await settle();
  ofA.taken.close("idle");
  await settle();
  expect([a.ends, b.ends]).toEqual([[{ kind: "local" }], [{ kind: "remote", error: "idle" }]]);
});

test.each([
  ["more than anybody says before it is answered", (send: (bytes: Uint8Array) => void) => send(HELLO), 9],
  ["beginning anew again and again", (send: (bytes: Uint8Array) => void) => send(Uint8Array.of(0x45)), 9],
])("%s ends it", async (_, say, times) => {
  const { a, b } = await openBoth();
  const { taken } = b.take("meeting");
  await settle();
  for (let time = 0; time < times; time++) say((bytes) => taken.send(bytes));
  await settle();
  expect(a.ends).toEqual([{ kind: "local" }]);
});
