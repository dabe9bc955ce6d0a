// Joins the relay's parts in one process: store, relay, HTTP server and sockets on one port, of 127.0.0.1 or, over TLS, of every address. Nothing is
// opened that is not closed again when a later part cannot be.

import { randomBytes } from "node:crypto";
import type { Server } from "node:net";
import { utf8ToBytes } from "../src/base/bytes.ts";
import { assert, err, ok, type Result } from "../src/base/result.ts";
import type { Timers } from "../src/ports/time.ts";
import type { RoomStoreError } from "../rooms/room-store.ts";
import type { YjsServer } from "../rooms/yjs-server.ts";
import { serveCalls } from "./call-server.ts";
import { makeHttpServer, pathOf, type HttpServerOptions } from "./http-server.ts";
import type { Terminal } from "./lan/qr-lines.ts";
import type { LanFileError } from "./lan/authority.ts";
import type { LanServer } from "./lan/lan-server.ts";
import type { Lan } from "./lan/lan.ts";
import { tokenLine, withToken } from "./lan/announcement.ts";
import { openToken, type TokenError } from "./lan/token.ts";
import type { MachineNames } from "./lan/machine-names.ts";
import { makeRelayLog, type LogLine, type RelayLog } from "./log.ts";
import type { RelayLimits } from "./limits.ts";
import { isForeignPage, loopbackOrigins } from "./loopback.ts";
import { openPush, type Push } from "./push/push.ts";
import type { VapidKeyError } from "./push/vapid.ts";
import { makeNodeVerifier } from "./node-suite.ts";
import { openRelay, type Relay } from "./relay.ts";
import type { RelayStore } from "./relay-store.ts";
import type { Settings } from "./settings.ts";
import type { SpacePolicy } from "./space-policy.ts";
import { openSocketServer, type SocketServer } from "./socket-server.ts";
import type { OpenStoreError } from "./sqlite-file.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import { loadStaticSite } from "./static-files.ts";

/** Bound to this machine alone unless it is told to serve the local network, over TLS. */
const LOOPBACK = "127.0.0.1";

export type StartError =
  | { readonly kind: "store"; readonly error: OpenStoreError["kind"] }
  /** What it serves of the Yjs world is kept in a database of its own. */
  | { readonly kind: "rooms"; readonly error: OpenStoreError["kind"] }
  | LanFileError
  | TokenError
  | VapidKeyError
  | { readonly kind: "port-taken" }
  | { readonly kind: "port-refused" };

export type RelayProcess = {
  /** As people open it in a browser. */
  readonly address: string;
  /** Says goodbye on every link, commits what is queued, closes everything. */
  readonly close: () => Promise<void>;
};

const nodeTimers: Timers = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

export type RelayProcessPorts = {
  /** The built app. */
  readonly siteFolder: string;
  readonly writeLog: (line: LogLine) => void;
  /** What people are to read: where it is, at the start and whenever that changes. */
  readonly say: (text: string) => void;
  readonly terminal: Terminal;
  readonly readNames: () => Promise<MachineNames>;
  /** Others than the usual ones. */
  readonly limits?: Partial<RelayLimits>;
};

export async function startRelay(settings: Settings, ports: RelayProcessPorts): Promise<Result<RelayProcess, StartError>> {
  const store = openSqliteStore(settings.dataFolder);
  if (!store.ok) return err({ kind: "store", error: store.error.kind });
  const log = makeRelayLog(ports.writeLog, Date.now, nodeTimers);
  const yjs = await openYjs(settings, (error) => log.report({ kind: "store-failed", error }));
  const started = yjs.ok ? await serveWith(settings, ports, { store: store.value, log, yjs: yjs.value }) : yjs;
  if (started.ok) return started;
  if (yjs.ok) await yjs.value?.close();
  await store.value.close();
  return started;
}

/** What is open before the server is. */
type Opened = { readonly store: RelayStore; readonly log: RelayLog; readonly yjs: YjsServer | null };

/** `token`: that opens new spaces; null where none does. */
type Reached = Opened & { readonly token: string | null; readonly lan: Lan | null; readonly push: Push | null };

async function serveWith(settings: Settings, ports: RelayProcessPorts, opened: Opened): Promise<Result<RelayProcess, StartError>> {
  const token = settings.spaces.kind === "token" ? openToken(settings.dataFolder) : ok(null);
  if (!token.ok) return token;
  const lan = settings.isLan ? await openLan(settings, ports) : ok(null);
  if (!lan.ok) return lan;
  const push = openPush(settings, { store: opened.store, clock: Date.now, timers: nodeTimers, report: opened.log.report });
  if (!push.ok) return push;
  const served = await serve(settings, ports, { ...opened, token: token.value, lan: lan.value, push: push.value });
  if (!served.ok) await push.value?.close();
  return served;
}

/** Loaded only where it is asked for. */
async function openLan({ dataFolder }: Settings, { readNames }: RelayProcessPorts): Promise<Result<Lan, LanFileError>> {
  const { Lan: LanClass } = await import("./lan/lan.ts");
  return LanClass.open({ dataFolder, clock: Date.now, timers: nodeTimers, readNames });
}

async function serve(settings: Settings, ports: RelayProcessPorts, opened: Reached): Promise<Result<RelayProcess, StartError>> {
  const { log, yjs, lan, token, push } = opened;
  // The sockets need the relay, which needs the port, which is known once the server listens.
  let sockets: SocketServer | null = null;
  let port = settings.port;
  const http = await makeServer(lan, () => port, {
    site: loadStaticSite(ports.siteFolder),
    clock: Date.now,
    origins: settings.origins,
    get publicAddresses() {
      return lan?.addresses(port) ?? [];
    },
    isHealthy: () => sockets !== null,
    isSocketPath: (path) => yjs?.serves(path) === true,
    upgrade: (request, socket, head) => {
      if (yjs?.serves(pathOf(request)) === true) yjs.upgrade(request, socket, head);
      else sockets?.upgrade(request, socket, head);
    },
  });
  const listening = await listen(http.server, settings.port, lan === null ? LOOPBACK : undefined);
  if (typeof listening === "string") return err({ kind: listening });
  port = listening;
  const relay = openRelayAt(port, settings, ports, opened);
  log.summarise(() => ({ ...relay.counts(), ...(push === null ? {} : { pushes: push.waking.takeCounts() }) }));
  const openSockets = openSocketServer(relay, ({ headers }) => isForeignPage(headers.origin, settings.origins));
  sockets = openSockets;
  if (lan !== null) takeCalls(relay, lan, settings.udpPort ?? port);
  const address = `http://${LOOPBACK}:${port}`;
  sayNowAndLater(lan, http, () => ports.say(lan?.announcement(port, ports.terminal, token) ?? plainAnnouncement(address, token)));
  return ok({
    address,
    async close() {
      sockets = null;
      lan?.close();
      log.close();
      http.server.close();
      await yjs?.close();
      // Before the store is.
      await push?.close();
      await relay.close();
      await openSockets.close();
      http.closeAllConnections();
    },
  });
}

const plainAnnouncement = (address: string, token: string | null): string =>
  [`Daybook is at ${withToken(address, token)}`, ...(token === null ? [] : [tokenLine(token)]), ""].join("\n");

/** Loaded only where it is asked for. */
async function openYjs(
  { yjs: admission, dataFolder }: Settings,
  storeFailed: (error: RoomStoreError) => void,
): Promise<Result<YjsServer | null, StartError>> {
  if (admission === null) return ok(null);
  const [{ openYjsServer }, { openSqliteRoomStore }] = await Promise.all([
    import("../rooms/yjs-server.ts"),
    import("../rooms/sqlite-room-store.ts"),
  ]);
  const store = openSqliteRoomStore(dataFolder);
  return store.ok
    ? ok(openYjsServer({ admission, store: store.value, clock: Date.now, storeFailed }))
    : err({ kind: "rooms", error: store.error.kind });
}

function openRelayAt(port: number, settings: Settings, ports: RelayProcessPorts, { store, log, lan, token, push }: Reached): Relay {
  return openRelay({
    store,
    suite: makeNodeVerifier(),
    random: (length) => new Uint8Array(randomBytes(length)),
    clock: Date.now,
    timers: nodeTimers,
    iceServers: settings.iceServers,
    limits: ports.limits ?? {},
    waking: push?.waking ?? null,
    policy: policyOf(settings, token),
    // Read for each link, since a machine comes into other networks.
    get origins() {
      return [...loopbackOrigins(port), ...(lan?.origins(port) ?? []), ...settings.origins];
    },
    get answersAt() {
      return lan?.answersAt ?? null;
    },
    report: log.report,
  });
}

function policyOf({ spaces }: Settings, token: string | null): SpacePolicy {
  if (spaces.kind !== "token") return spaces;
  // Devices without a token show an empty one.
  assert(token !== null, "a token where one is asked for");
  return { kind: "token", token: utf8ToBytes(token) };
}

/** A relay that is closing takes none. */
function takeCalls(relay: Relay, lan: Lan, udpPort: number): void {
  const answer = udpPort === 0 ? null : lan.answerCallsAt(udpPort);
  if (answer !== null) serveCalls(relay, answer);
}

function sayNowAndLater(lan: Lan | null, http: LanServer, sayWhere: () => void): void {
  sayWhere();
  lan?.watch((change) => {
    if (change.identity) http.setIdentity(lan.identity);
    if (change.addresses) sayWhere();
  });
}

async function makeServer(lan: Lan | null, port: () => number, options: HttpServerOptions): Promise<LanServer> {
  if (lan !== null) return (await import("./lan/lan-server.ts")).makeLanServer(options, lan, port);
  const server = makeHttpServer(options);
  return { server, setIdentity: () => undefined, closeAllConnections: () => server.closeAllConnections() };
}

/** The port it listens on, or why it cannot. */
function listen(server: Server, port: number, host: string | undefined): Promise<number | "port-taken" | "port-refused"> {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve("code" in error && error.code === "EADDRINUSE" ? "port-taken" : "port-refused"));
    server.listen({ port, host }, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
