// The replica worker of one tab: the only place where the replica meets the real store, keys, clock, network and other tabs of a browser.

import { PASSPHRASE_COST } from "./crypto/passphrase-cost.ts";
import { makeCryptoSuite } from "./crypto/noble-suite.ts";
import { holdProfile } from "./links/profile-hold.ts";
import { relayOrigin } from "./links/relay-origin.ts";
import type { openNetworkLease } from "./links/network-lease.ts";
import { openTabChannel } from "./links/tab-channel.ts";
import { assert, type Result } from "./base/result.ts";
import type { DialDirect } from "./ports/direct.ts";
import type { DialLink } from "./ports/link.ts";
import type { Signer } from "./ports/crypto.ts";
import type { StoreError } from "./ports/store.ts";
import type { Timers } from "./ports/time.ts";
import type { ReplicaPush, WorkerMessage } from "./replica/face.ts";
import type { LoadExchange } from "./replica/exchange.ts";
import { DEFAULT_ENGINE_LIMITS } from "./replica/engine-limits.ts";
import type { LoadDirect } from "./replica/direct-desk.ts";
import type { LoadEngine } from "./replica/engine-port.ts";
import type { LoadLinks } from "./replica/link-desk.ts";
import type { LockDesk, OpenLock } from "./replica/lock-desk.ts";
import type { FirstScreen } from "./replica/first-screen.ts";
import { FaceServer } from "./replica/face-server.ts";
import type { PairingSides } from "./replica/pairing-desk.ts";
import { Replica } from "./replica/replica.ts";
import type { ReplicaPorts } from "./replica/replica-ports.ts";
import type { Files } from "./replica/files/files.ts";
import type { Imports } from "./replica/imports/imports.ts";
import type { Months } from "./replica/months/months.ts";
import type { Nearby } from "./replica/nearby/nearby.ts";
import type { Notes } from "./replica/notes/notes.ts";
import type { Recovery } from "./replica/recovery/recovery.ts";
import type { Spaces } from "./replica/spaces/spaces.ts";
import type { Reports } from "./replica/reports/reports.ts";
import { isLinkStatuses } from "./replica/sync-status.ts";
import type { LoadSession } from "./sync/session-driver.ts";
import { openIdbKeyVault, type IdbKeyVault } from "./storage/idb/idb-key-vault.ts";
import { UPGRADES } from "./storage/idb/upgrades.ts";
import { openIdbStore } from "./storage/idb/idb-store.ts";
import { makeSealedStore } from "./storage/sealed-store.ts";
import { streamCompression } from "./storage/stream-compression.ts";

declare const self: DedicatedWorkerGlobalScope;

const TABS_NAME = "daybook-tabs";
const LINKS_LOCK = "daybook-links";
const CARE_LOCK = "daybook-care";
/** A few ten thousand tasks, or some hundred long notes. */
const CACHE_BYTES = 16 * 1_048_576;
/** More than is compacted in one go, unless it is a first sync. */
const TAIL_BYTES = 4 * 1_048_576;

const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));
const clock = (): number => Date.now();

const timers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Only for browsers that cannot make or keep such a key themselves. */
const makeSeedSigner = async (seed: Uint8Array): Promise<Signer> => (await import("./crypto/ed25519.ts")).makeSeedSigner(seed);

const loadExchange: LoadExchange = async () => (await import("./replica/exchange.ts")).exchange;

/** Comes with whatever dials: sessions and pairing. */
let dialSocket: DialLink | null = null;

const loadSocket = async (): Promise<void> => {
  const { makeRelayDial } = await import("./links/relay-socket.ts");
  dialSocket ??= makeRelayDial(WebSocket);
};

const dialRelay: DialLink = (address, events) => {
  assert(dialSocket !== null, "who dials has loaded a session or pairing");
  return dialSocket(address, events);
};

/** Comes with what keeps the links, which alone stands in line for them. */
let lease: typeof openNetworkLease | null = null;

const loadLinks: LoadLinks = async () => {
  const [keeper, { openNetworkLease: openLease }] = await Promise.all([
    import("./replica/link-keeper.ts"),
    import("./links/network-lease.ts"),
  ]);
  lease = openLease;
  return keeper;
};

const openLease: typeof openNetworkLease = (options, events) => {
  assert(lease !== null, "who keeps links has been loaded");
  return lease(options, events);
};

/** False also where the code for asking cannot be had: neither can a relay then. */
const relayAnswers = async (): Promise<boolean> => {
  const probe = await import("./links/relay-probe.ts").catch(() => null);
  return probe !== null && probe.makeRelayProbe(fetch, self.location.origin)();
};

/** With all that a session asks of a space. */
const loadSession: LoadSession = async () => {
  const [{ runSession }] = await Promise.all([import("./sync/session-driver.ts"), loadExchange(), loadSocket()]);
  return runSession;
};

const loadEngine: LoadEngine = async () => (await import("./replica/engine/engine.ts")).engine;

const loadPairing = async (): Promise<PairingSides> => {
  const [{ pairingSides }] = await Promise.all([import("./replica/pairing-sides.ts"), loadSocket()]);
  return pairingSides;
};

const loadReports = async (): Promise<Reports> => (await import("./replica/reports/reports.ts")).reports;

const loadImports = async (): Promise<Imports> => (await import("./replica/imports/imports.ts")).imports;
const loadMonths = async (): Promise<Months> => (await import("./replica/months/months.ts")).months;

const loadReminders: NonNullable<ReplicaPorts["loadReminders"]> = async (replica, tell) =>
  (await import("./open-reminders.ts")).openReminders(replica, tell);

const loadFiles = async (): Promise<Files> => (await import("./replica/files/files.ts")).files;

const loadNotes = async (): Promise<Notes> => (await import("./replica/notes/notes.ts")).notes;

/** Likewise. */
let recovery: Recovery | null = null;

const loadRecovery = async (): Promise<Recovery> => {
  const { makeRecovery } = await import("./replica/recovery/recovery.ts");
  return (recovery ??= makeRecovery(makeSeedSigner));
};
const loadSpaces = async (): Promise<Spaces> => (await import("./replica/spaces/spaces.ts")).spaces;

/** One for as long as the worker lives: it knows what is under way. */
let nearby: Nearby | null = null;

const loadNearby = async (): Promise<Nearby> => {
  const [{ makeNearby }, { compactSdp, expandSdp }] = await Promise.all([
    import("./replica/nearby/nearby.ts"),
    import("./links/rtc/compact-sdp.ts"),
  ]);
  const expand = (bytes: Uint8Array, type: "offer" | "answer"): string | null => {
    const expanded = expandSdp(bytes);
    return expanded?.type === type ? expanded.sdp : null;
  };
  return (nearby ??= makeNearby({ compact: compactSdp, expand }));
};

/** Over one port for as long as the worker lives. */
let dialDirect: DialDirect | null = null;

/** Workers have no connections: the window keeps them, at the other end of a port. */
const loadDirect: LoadDirect = async () => {
  const [{ DirectLinks }, { dialEitherWay }, { makeDirectDial }, { makePipedTransport }] = await Promise.all([
    import("./replica/direct/direct-links.ts"),
    import("./replica/direct/either-way.ts"),
    import("./links/direct-link.ts"),
    import("./links/rtc/rtc-pipe.ts"),
  ]);
  if (dialDirect === null) {
    const { port1, port2 } = new MessageChannel();
    self.postMessage({ kind: "connections" }, [port2]);
    dialDirect = makeDirectDial(makePipedTransport(port1), timers);
  }
  return { DirectLinks, dialEitherWay, dial: dialDirect };
};

/** Of each table as many as were found at once: it is read again and again. */
const unreadableRows = new Map<string, number>();

const onUnreadableRows = (table: string, count: number): void => {
  unreadableRows.set(table, Math.max(count, unreadableRows.get(table) ?? 0));
};

/** Loaded where there is a lock, or a window speaks of one. */
let loadingDesk: Promise<LockDesk> | null = null;
let openLock: OpenLock | null = null;

const loadDesk = (): Promise<LockDesk> =>
  (loadingDesk ??= import("./replica/lock-desk.ts").then(
    ({ LockDesk: Desk }) =>
      new Desk(
        (push) => post({ kind: "push", push }),
        () => openLock,
      ),
  ));

const openVault = (): Promise<Result<IdbKeyVault, StoreError>> =>
  openIdbKeyVault({
    makeSeedSigner,
    keys: {
      loadMaking: async () => (await import("./storage/idb/make-keys.ts")).makeKeys,
      loadLock: async () => (await import("./storage/idb/lock/lock-code.ts")).makeLockCode(PASSPHRASE_COST),
      askProof: async (ways, wasWrong) => (await loadDesk()).ask(ways, wasWrong),
      hold: (mode) => holdProfile(navigator.locks, mode),
    },
  });

/** Windows may speak of the lock from now on. */
function serveLock(vault: IdbKeyVault, replica: Replica): void {
  const letGo = (): void => {
    replica.close();
    vault.release();
  };
  const takeAlone = async (): Promise<(() => void) | null> =>
    (await import("./links/take-alone.ts")).takeAloneAmongTabs(navigator.locks, letGo);
  openLock = { store: replica.ports.store, change: (proof, next) => vault.changeLock({ proof, next, takeAlone }) };
  post({ kind: "push", push: { kind: "lock", lock: { kind: "open", ways: vault.ways, canLock: vault.canLock } } });
}

async function openReplica(
  push: (push: ReplicaPush) => void,
  onFirstScreen: (screen: FirstScreen) => void,
): Promise<Result<Replica, StoreError>> {
  // Lost to a newer version in another tab: from then on the store says so to every call.
  const onLost = (error: StoreError): void => push({ kind: "storage", storage: { kind: "failed", error } });
  const onBlocked = (): void => push({ kind: "storage", storage: { kind: "opening", recordsRead: 0, waitsForTab: true } });
  const [store, vault] = await Promise.all([openIdbStore({ onLost, onBlocked, onUnreadableRows }), openVault()]);
  if (!store.ok) {
    if (vault.ok) vault.value.close();
    return store;
  }
  if (!vault.ok) {
    store.value.close();
    return vault;
  }
  const suite = makeCryptoSuite({ subtle: crypto.subtle, random });
  const opened = await Replica.open(
    {
      store: makeSealedStore(store.value, vault.value.sealer),
      vault: vault.value,
      suite,
      random,
      clock,
      alone: (task) => navigator.locks.request(CARE_LOCK, task),
      loadPurging: async () => (await import("./replica/purging.ts")).purging,
      loadRepeating: async () => (await import("./replica/repeating.ts")).repeats,
      loadRotation: async () => (await import("./replica/rotation.ts")).rotation,
      loadWriting: async () => (await import("./replica/acting.ts")).acting.writeChange,
      cacheBytes: CACHE_BYTES,
      tailBytes: TAIL_BYTES,
      compression: streamCompression,
      loadEngine,
      engineLimits: DEFAULT_ENGINE_LIMITS,
      timers,
      dialRelay,
      loadSession,
      loadExchange,
      relayOrigin,
      openTabs: (events) =>
        openTabChannel({ broadcast: new BroadcastChannel(TABS_NAME), build: __BUILD_ID__, isStatus: isLinkStatuses }, events),
      openLease: (events) =>
        openLease({ locks: navigator.locks, lockName: LINKS_LOCK, raiseFence: () => store.value.raiseFence() }, events),
      loadPairing,
      loadDirect,
      loadLinks,
      loadSharing: async () => (await import("./replica/sharing.ts")).sharing,
      loadActing: async () => (await import("./replica/acting.ts")).acting,
      loadReminders,
    },
    {
      defaultRelay: { origin: relayOrigin(self.location.origin), answers: relayAnswers },
      push,
      onFirstScreen,
    },
  );
  if (opened.ok) serveLock(vault.value, opened.value);
  return opened;
}

const post = (message: WorkerMessage, given: ArrayBuffer[] = []): void => self.postMessage(message, given);
const server = new FaceServer({
  build: __BUILD_ID__,
  databaseVersion: UPGRADES.length,
  unreadableRows: () => [...unreadableRows.values()].reduce((sum, count) => sum + count, 0),
  loadRefusals: async () => (await import("./replica/answer-without.ts")).answerWithout,
  loadReports,
  loadMonths,
  loadImports,
  loadFiles,
  loadNearby,
  loadNotes,
  loadRecovery,
  loadSpaces,
  post,
  answerLock: async (request) => (await loadDesk()).answer(request),
  open: openReplica,
});
// A mistake of our own must reach the top, where the window hears of it: a promise that nobody awaits would leave it waiting for ever.
self.addEventListener("message", (event) => void server.onMessage(event.data).catch(reportError));
