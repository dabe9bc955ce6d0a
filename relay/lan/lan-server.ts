// The servers of a relay on a local network, on one port: the app over https under the names in the certificate; over plain http the app only where both
// ends are on this machine, which browsers hold for secure; and to everybody else the page that leads to https.

import { createServer as createHttpServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Server } from "node:net";
import {
  attachHandlers,
  HTTP_TIMEOUTS,
  makeHttpHandlers,
  pathOf,
  refuseUpgrade,
  sayStatus,
  type HttpHandlers,
  type HttpServerOptions,
} from "../http-server.ts";
import { isLoopbackAddress, isServedHost } from "../loopback.ts";
import type { ServerIdentity } from "./authority.ts";
import { AUTHORITY_PATH, INSECURE_PAGE_POLICY, insecurePage } from "./insecure-page.ts";
import type { Lan } from "./lan.ts";
import { makeSharedPort } from "./shared-port.ts";

/** Who begins a TLS handshake must get on with it. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

export type LanServer = {
  /** Not listening yet. */
  readonly server: Server;
  readonly setIdentity: (identity: ServerIdentity) => void;
  /** Cuts what is still open once the port is closed. */
  readonly closeAllConnections: () => void;
};

/** `port`: known once it listens. */
export function makeLanServer(options: HttpServerOptions, lan: Lan, port: () => number): LanServer {
  const secure = createHttpsServer({
    ...HTTP_TIMEOUTS,
    ...lan.identity,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["http/1.1"],
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
  });
  const overTls = makeHttpHandlers({
    ...options,
    get origins() {
      return [...options.origins, ...lan.origins(port())];
    },
    // Not as it was when it was copied.
    get publicAddresses() {
      return options.publicAddresses;
    },
  });
  attachHandlers(secure, withAuthority(overTls, lan));
  const plain = createHttpServer(HTTP_TIMEOUTS);
  attachHandlers(plain, plainHandlers(options, lan, port));
  const shared = makeSharedPort(secure, plain);
  return {
    server: shared.server,
    setIdentity: (identity) => secure.setSecureContext({ ...identity, minVersion: "TLSv1.2" }),
    closeAllConnections() {
      shared.closeUndecided();
      for (const server of [secure, plain]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

function withAuthority({ request, upgrade }: HttpHandlers, lan: Lan): HttpHandlers {
  return {
    request(incoming, response) {
      if (pathOf(incoming) === AUTHORITY_PATH) sendAuthority(response, lan);
      else request(incoming, response);
    },
    upgrade,
  };
}

function plainHandlers(options: HttpServerOptions, lan: Lan, port: () => number): HttpHandlers {
  const here = withAuthority(makeHttpHandlers(options), lan);
  const isHere = ({ socket, headers }: IncomingMessage): boolean =>
    isLoopbackAddress(socket.localAddress ?? "") && isServedHost(headers.host, options.origins);
  return {
    request(request, response) {
      if (isHere(request)) here.request(request, response);
      else answerInsecurely(request, response, lan, port());
    },
    upgrade(request, socket, head) {
      if (isHere(request)) here.upgrade(request, socket, head);
      else
        refuseUpgrade(
          socket,
          lan.secureAddressOf(request.headers.host, port()) === null ? "421 Misdirected Request" : "426 Upgrade Required",
        );
    },
  };
}

function answerInsecurely(request: IncomingMessage, response: ServerResponse, lan: Lan, port: number): void {
  const { host, "accept-language": acceptLanguage = "", "user-agent": userAgent = "" } = request.headers;
  const secureAddress = lan.secureAddressOf(host, port);
  setHeaders(response);
  if (secureAddress === null) return sayStatus(response, 421, "This name is not served here.");
  if (pathOf(request) === AUTHORITY_PATH) return sendAuthority(response, lan);
  const { authorityName, fingerprint } = lan;
  const page = insecurePage({ secureAddress, authorityName, fingerprint }, { acceptLanguage, userAgent });
  response.writeHead(426, {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    Vary: "Accept-Language, User-Agent",
    // RFC 2817 section 4.2.
    Upgrade: "TLS/1.2, HTTP/1.1",
    Connection: "Upgrade",
  });
  response.end(request.method === "HEAD" ? undefined : page);
}

function setHeaders(response: ServerResponse): void {
  response.setHeader("Content-Security-Policy", INSECURE_PAGE_POLICY);
  response.setHeader("Referrer-Policy", "no-referrer");
  response.setHeader("X-Content-Type-Options", "nosniff");
}

/** Under the type by which phones offer to install it. */
function sendAuthority(response: ServerResponse, { authorityCertificate }: Lan): void {
  setHeaders(response);
  response.writeHead(200, {
    "Content-Type": "application/x-x509-ca-cert",
    "Content-Length": authorityCertificate.length,
    "Cache-Control": "no-store",
  });
  response.end(authorityCertificate);
}
