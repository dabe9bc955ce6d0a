import { expect, test } from "vitest";
import { makeId, type ItemId } from "../../../base/ids.ts";
import { MAX_MIRRORS, openMirrorKeeper, type MirroredNote, type MirrorKeeper, type TabMessage } from "./keep-mirrors.ts";
import type { MirrorReport } from "./mirror-report.ts";
import type { RunningMirror } from "./run-mirror.ts";

const note = (number: number, change: Partial<MirroredNote["mirror"]> = {}): MirroredNote => ({
  id: makeId("item", new Uint8Array(16).fill(number)),
  mirror: {
    kind: "websocket",
    address: "wss://rooms.example",
    room: `room ${number}`,
    password: "",
    rootName: "default",
    rootType: "fragment",
    device: makeId("device", new Uint8Array(32).fill(7)),
    stint: "00112233445566ff",
    ...change,
  },
});

/** Each name is held by one at a time, in the order of asking. */
class Locks {
  readonly #waiting = new Map<string, Promise<unknown>>();

  readonly request: LockManager["request"] = async (
    name: string,
    options: LockOptions | LockGrantedCallback<unknown>,
    callback?: LockGrantedCallback<unknown>,
  ) => {
    if (typeof options === "function" || callback === undefined) throw new Error("asked for with options");
    const { signal } = options;
    const before = this.#waiting.get(name);
    const turn = async (): Promise<unknown> => {
      await before?.catch(() => undefined);
      signal?.throwIfAborted();
      return callback(null);
    };
    const mine = turn();
    this.#waiting.set(name, mine);
    return mine;
  };
}

const MIRRORING: MirrorReport = { kind: "mirroring", link: "connected", others: { count: 0, names: [] }, isSaved: true };

/** Tabs of one browser. */
class Browser {
  readonly locks = new Locks();
  readonly tabs: ((message: TabMessage) => void)[] = [];
  /** What happened, in order. */
  readonly story: string[] = [];

  open(tab: string): { readonly keeper: MirrorKeeper; readonly reports: Map<ItemId, MirrorReport | null> } {
    const reports = new Map<ItemId, MirrorReport | null>();
    let own: ((message: TabMessage) => void) | null = null;
    const keeper = openMirrorKeeper({
      locks: this.locks,
      channel: {
        post: (message) => {
          for (const listen of this.tabs) if (listen !== own) queueMicrotask(() => listen(message));
        },
        listen: (onMessage) => {
          own = onMessage;
          this.tabs.push(onMessage);
        },
      },
      onReport: (id, report) => reports.set(id, report),
      onCarets: (_id, carets) => void this.story.push(`${tab} shows ${carets.map(({ name }) => name).join()}`),
      run: ({ mirror }, { onReport, onCarets }): RunningMirror => {
        const who = `${tab} ${mirror.room} ${mirror.stint.slice(-2)}`;
        this.story.push(`${who} runs`);
        onReport(MIRRORING);
        return {
          setCaret: (place) => {
            this.story.push(`${who} has a caret at ${place?.head.join() ?? "no place"}`);
            onCarets([{ id: "1", name: "Ada", anchor: Uint8Array.of(1), head: Uint8Array.of(1) }]);
          },
          startNow: () => void this.story.push(`${who} starts`),
          retrySaving: () => undefined,
          flush: async () => Promise.resolve(),
          close: async () => {
            await Promise.resolve();
            this.story.push(`${who} has ended`);
          },
        };
      },
    });
    return { keeper, reports };
  }
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test("one tab runs a note's mirror, all tabs show how it goes, and when that tab lets go the next one runs it", async () => {
  const browser = new Browser();
  const plans = note(1);
  const [a, b] = [browser.open("a"), browser.open("b")];
  for (const { keeper } of [a, b]) keeper.keep([plans]);
  await settled();
  expect(browser.story).toEqual(["a room 1 ff runs"]);
  expect([a.reports.get(plans.id), b.reports.get(plans.id)]).toEqual([MIRRORING, MIRRORING]);
  a.keeper.keep([]);
  await settled();
  expect(browser.story).toEqual(["a room 1 ff runs", "a room 1 ff has ended", "b room 1 ff runs"]);
});

test("a tab that is opened later is told how those go that others run, and what is done in it is done there", async () => {
  const browser = new Browser();
  const plans = note(1);
  browser.open("a").keeper.keep([plans]);
  await settled();
  const b = browser.open("b");
  b.keeper.keep([plans]);
  await settled();
  expect(b.reports.get(plans.id)).toEqual(MIRRORING);
  b.keeper.act(plans.id, "start");
  await settled();
  expect(browser.story).toEqual(["a room 1 ff runs", "a room 1 ff starts"]);
});

test("carets go to the tab that runs the mirror, and come from there, also to where the note is on screen", async () => {
  const browser = new Browser();
  const [a, b] = [browser.open("a"), browser.open("b")];
  for (const { keeper } of [a, b]) keeper.keep([note(1)]);
  await settled();
  const place = { anchor: Uint8Array.of(7), head: Uint8Array.of(7) };
  b.keeper.setCaret(note(1).id, place);
  await settled();
  b.keeper.setCaret(note(1).id, null);
  await settled();
  const [, ...story] = browser.story;
  expect(story).toEqual(["a room 1 ff has a caret at 7", "a shows Ada", "b shows Ada", "a room 1 ff has a caret at no place"]);
  a.keeper.keep([]);
  await settled();
  expect(browser.story).toContain("a shows ");
});

test("another stint begins when the one before has ended, and so does a new try", async () => {
  const browser = new Browser();
  const { keeper } = browser.open("a");
  keeper.keep([note(1)]);
  await settled();
  keeper.keep([note(1, { stint: "00112233445566aa" })]);
  await settled();
  keeper.act(note(1).id, "retry");
  await settled();
  const begun = ["a room 1 ff runs", "a room 1 ff has ended", "a room 1 aa runs"];
  expect(browser.story).toEqual([...begun, "a room 1 aa has ended", "a room 1 aa runs"]);
});

test("two notes are not mirrored with one room, nor more than a device may, whatever was changed last", async () => {
  const browser = new Browser();
  const { keeper, reports } = browser.open("a");
  const twin = note(2, { room: "room 1" });
  keeper.keep([twin, note(1)]);
  await settled();
  expect([reports.get(twin.id), browser.story]).toEqual([{ kind: "stopped", reason: "room-taken" }, ["a room 1 ff runs"]]);
  const many = Array.from({ length: MAX_MIRRORS + 1 }, (_, i) => note(i + 1));
  keeper.keep(many.toReversed());
  await settled();
  expect([...reports.values()].filter((report) => report?.kind === "mirroring")).toHaveLength(MAX_MIRRORS);
  expect(reports.get(note(MAX_MIRRORS + 1).id)).toEqual({ kind: "stopped", reason: "too-many" });
});
