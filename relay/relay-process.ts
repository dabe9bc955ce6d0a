// Joins the relay's parts in one process: store, relay, HTTP server and sockets on one port of 127.0.0.1. Nothing is opened that is not closed
// again when a later part cannot be.

import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { err, ok, type Result } from "../src/base/result.ts";
import type { Timers } from "../src/ports/time.ts";
import { makeHttpServer } from "./http-server.ts";
import { makeRelayLog, type LogLine } from "./log.ts";
import { loopbackOrigins } from "./loopback.ts";
import { makeNodeVerifier } from "./node-suite.ts";
import { openRelay } from "./relay.ts";
import type { Settings } from "./settings.ts";
import { openSocketServer, type SocketServer } from "./socket-server.ts";
import type { OpenStoreError } from "./sqlite-open.ts";
import { openSqliteStore } from "./sqlite-store.ts";
import { loadStaticSite } from "./static-files.ts";

/** The only address this relay binds to: everything else needs a token and TLS first. */
const HOST = "127.0.0.1";

export type StartError =
  | { readonly kind: "store"; readonly error: OpenStoreError["kind"] }
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

/** `siteFolder`: the built app. */
export async function startRelay(
  settings: Settings,
  siteFolder: string,
  writeLog: (line: LogLine) => void,
): Promise<Result<RelayProcess, StartError>> {
  const store = openSqliteStore(settings.dataFolder);
  if (!store.ok) return err({ kind: "store", error: store.error.kind });
  const log = makeRelayLog(writeLog, Date.now, nodeTimers);
  // The sockets need the relay, which needs the port, which is known once the server listens.
  let sockets: SocketServer | null = null;
  const server = makeHttpServer({
    site: loadStaticSite(siteFolder),
    origins: settings.origins,
    isHealthy: () => sockets !== null,
    upgrade: (request, socket, head) => sockets?.upgrade(request, socket, head),
  });
  const port = await listen(server, settings.port);
  if (typeof port === "string") {
    await store.value.close();
    return err({ kind: port });
  }
  const relay = openRelay({
    store: store.value,
    suite: makeNodeVerifier(),
    random: (length) => new Uint8Array(randomBytes(length)),
    clock: Date.now,
    timers: nodeTimers,
    policy: { kind: "open" },
    origins: [...loopbackOrigins(port), ...settings.origins],
    report: log.report,
  });
  log.summarise(() => relay.counts());
  const openSockets = openSocketServer(relay);
  sockets = openSockets;
  return ok({
    address: `http://${HOST}:${port}`,
    async close() {
      sockets = null;
      log.close();
      server.close();
      await relay.close();
      await openSockets.close();
      server.closeAllConnections();
    },
  });
}

/** The port it listens on, or why it cannot. */
function listen(server: Server, port: number): Promise<number | "port-taken" | "port-refused"> {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve("code" in error && error.code === "EADDRINUSE" ? "port-taken" : "port-refused"));
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}
