import { createRoot } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeId, type SpaceId } from "../../base/ids.ts";
import type { WindowMessage, WorkerMessage } from "../../replica/face.ts";
import type { SpaceInfo, SpacesState } from "../../replica/face/spaces.ts";
import { createReplicaClient, type ReplicaPort } from "../client/replica-client.ts";
import { createSpaces, spaceWords, type Spaces } from "./spaces.ts";

const space = (n: number): SpaceId => makeId("space", new Uint8Array(32).fill(n));
const [OWN, SHARED] = [space(1), space(2)];

const SPACE = {
  name: "Household",
  role: "owner",
  people: [],
  former: [],
  leaving: null,
  isRemoved: false,
  asksToWipe: false,
  recordsOnlyHere: 0,
} as const satisfies Partial<SpaceInfo>;

const state = (shown: SpaceId, ...ids: readonly SpaceId[]): SpacesState => ({
  shown,
  together: false,
  spaces: ids.map((id) => ({ ...SPACE, id, isOwn: id === OWN })),
  failed: [],
});

beforeEach(() => {
  const kept = new Map<string, string>();
  const session: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
  vi.stubGlobal("sessionStorage", session);
  vi.useFakeTimers();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

type Page = {
  readonly spaces: Spaces;
  readonly tell: (told: SpacesState) => void;
  readonly asked: readonly WindowMessage[];
};

/** A load of the page, always in the same tab. */
function load(): Page {
  const asked: WindowMessage[] = [];
  const ears: ((message: WorkerMessage) => void)[] = [];
  const port: ReplicaPort = {
    send: (message) => asked.push(message),
    listen: (onMessage) => void ears.push(onMessage),
  };
  const client = createReplicaClient(port, "b1");
  const spaces = createRoot(() => createSpaces(client));
  return { spaces, asked, tell: (told) => ears.forEach((hear) => hear({ kind: "push", push: { kind: "spaces", spaces: told } })) };
}

const loadedIn = (shown: SpaceId): void => load().tell(state(shown, OWN, SHARED));

test("a load comes back to the shared space that was on screen, and takes nothing for the own one meanwhile", () => {
  loadedIn(SHARED);
  const { spaces, tell, asked } = load();
  expect([spaces.isReturning(), spaces.mayWrite()]).toEqual([true, false]);
  tell(state(OWN, OWN, SHARED));
  expect([spaces.isReturning(), spaces.mayWrite()]).toEqual([true, false]);
  // Whatever else is told before it is there, it is asked for once.
  tell(state(OWN, OWN, SHARED));
  expect(asked.map(({ request }) => request)).toEqual([{ kind: "show-space", space: SHARED }]);
  tell(state(SHARED, OWN, SHARED));
  expect([spaces.isReturning(), spaces.mayWrite(), spaces.shownKey()]).toEqual([false, true, SHARED]);
});

test("where the own space was on screen nothing is waited for", () => {
  loadedIn(SHARED);
  loadedIn(OWN);
  const first = load();
  first.tell(state(SHARED, OWN, SHARED));
  first.tell(state(OWN, OWN, SHARED));
  const { spaces } = load();
  expect([spaces.isReturning(), spaces.mayWrite()]).toEqual([false, true]);
});

test("a shared space that is there no more, or does not come, is not waited for", () => {
  loadedIn(SHARED);
  const gone = load();
  gone.tell(state(OWN, OWN));
  expect([gone.spaces.isReturning(), gone.spaces.mayWrite()]).toEqual([false, true]);
  loadedIn(SHARED);
  const late = load();
  vi.advanceTimersByTime(3_000);
  expect([late.spaces.isReturning(), late.spaces.mayWrite()]).toEqual([false, true]);
});

test("a load comes back to all spaces together, and each row says whether it may be changed", () => {
  load().tell({ ...state(OWN, OWN, SHARED), together: true });
  const { spaces, tell, asked } = load();
  expect(asked.map(({ request }) => request)).toEqual([{ kind: "show-space", space: null }]);
  tell(state(OWN, OWN, SHARED));
  expect([spaces.isReturning(), spaces.together()]).toEqual([true, false]);
  const told = state(OWN, OWN, SHARED);
  tell({ ...told, together: true, spaces: told.spaces.map((info) => ({ ...info, role: info.isOwn ? "owner" : "reader" })) });
  expect([spaces.isReturning(), spaces.together(), spaces.shared(), spaces.mayWrite()]).toEqual([false, true, null, true]);
  expect([spaces.mayWriteIn(undefined), spaces.mayWriteIn(SHARED)]).toEqual([true, false]);
  expect([spaceWords(spaces, undefined), spaceWords(spaces, SHARED)]).toEqual([null, "space Household, read only"]);
});
