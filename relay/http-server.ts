// The HTTP side of the relay: the built app, `/healthz`, where else the app can be reached, and the one path whose requests become sockets, which it
// hands to the caller.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { chooseEncoding, encodedBytes, type StaticFile, type StaticSite } from "./static-files.ts";
import { headerPolicy } from "./content-policy.ts";
import { isServedHost } from "./loopback.ts";
import { answerPaired, PAIRED_PATH } from "./paired-cookie.ts";

const SYNC_PATH = "/sync";
const ADDRESSES_PATH = "/addresses.json";

/** Beside the policy of what the page may do. */
const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The camera reads the codes of other devices.
  "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** How long a request may take to arrive. */
export const HTTP_TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000 } as const;

export type HttpServerOptions = {
  readonly site: StaticSite;
  readonly clock: () => number;
  /** Beyond the loopback names. */
  readonly origins: readonly string[];
  /** Where other devices find this app, the likeliest first; none when only this machine does. */
  readonly publicAddresses: readonly string[];
  /** Whether the relay takes sockets, or is shutting down. */
  readonly isHealthy: () => boolean;
  /** Beside `SYNC_PATH`. */
  readonly isSocketPath: (path: string) => boolean;
  /** Takes over a request for a socket, which asks for one of these paths under a served name. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** What a server does with its requests. */
export type HttpHandlers = {
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** Not listening yet. */
export function makeHttpServer(options: HttpServerOptions): Server {
  const server = createServer(HTTP_TIMEOUTS);
  attachHandlers(server, makeHttpHandlers(options));
  return server;
}

export function attachHandlers(server: Server, { request, upgrade }: HttpHandlers): void {
  server.on("request", request);
  server.on("upgrade", (incoming, socket, head) => {
    // A socket that breaks while it is being refused or taken over is nobody's error.
    socket.on("error", () => socket.destroy());
    upgrade(incoming, socket, head);
  });
}

export function makeHttpHandlers(options: HttpServerOptions): HttpHandlers {
  return {
    request(request, response) {
      answer(options, request, response);
    },
    upgrade(request, socket, head) {
      const refusal = refusalOf(options, request);
      if (refusal === null) options.upgrade(request, socket, head);
      else refuseUpgrade(socket, refusal);
    },
  };
}

/** `status`: a status line's code and reason. The socket is nobody's any more: it is closed here, whether or not the other side closes it. */
export const refuseUpgrade = (socket: Duplex, status: string): unknown =>
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());

/** The status line with which a request for a socket is turned away. */
function refusalOf(options: HttpServerOptions, request: IncomingMessage): string | null {
  if (!isServedHost(request.headers.host, options.origins)) return "421 Misdirected Request";
  const path = pathOf(request);
  if (path !== SYNC_PATH && !options.isSocketPath(path)) return "404 Not Found";
  return options.isHealthy() ? null : "503 Service Unavailable";
}

export const pathOf = (request: IncomingMessage): string => (request.url ?? "").split(/[?#]/, 1)[0] ?? "";

function answer(options: HttpServerOptions, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
  response.setHeader("Content-Security-Policy", headerPolicy(isServedHost(request.headers.host, [])));
  const path = pathOf(request);
  if (!isServedHost(request.headers.host, options.origins)) return sayStatus(response, 421, "This name is not served here.");
  if (path === PAIRED_PATH) return answerPaired(request, response, options.clock());
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return sayStatus(response, 405, "Only GET and HEAD.");
  }
  switch (path) {
    case "/healthz":
      return sayHealth(options, response);
    case SYNC_PATH:
      response.setHeader("Upgrade", "websocket");
      return sayStatus(response, 426, "This is where devices sync, over a WebSocket.");
    case ADDRESSES_PATH:
      return sayJson(response, options.publicAddresses);
    default:
      return answerFromSite(options.site, path, request, response);
  }
}

function answerFromSite(site: StaticSite, path: string, request: IncomingMessage, response: ServerResponse): void {
  const file = site.get(path);
  if (file !== undefined) return sendFile(request, response, file);
  return sayStatus(response, 404, path === "/" ? "The app is not built: this relay serves devices only." : "Not found.");
}

/** A file server may answer this path too: the header is how the app tells that it came from a relay. */
function sayHealth(options: HttpServerOptions, response: ServerResponse): void {
  response.setHeader("Daybook-Relay", "1");
  // Also for apps that came from elsewhere and use this relay: they compare their clock with the date of the answer.
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Access-Control-Expose-Headers", "Date");
  if (options.isHealthy()) sayStatus(response, 200, "ok");
  else sayStatus(response, 503, "shutting down");
}

export function sayStatus(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${text}\n`);
}

function sayJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store" });
  response.end(JSON.stringify(value));
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: StaticFile): void {
  const headers = { "Cache-Control": file.cacheControl, ETag: file.etag, Vary: "Accept-Encoding" };
  if (request.headers["if-none-match"] === file.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = chooseEncoding(file, request.headers["accept-encoding"] ?? "");
  const bytes = encodedBytes(file, encoding);
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  response.writeHead(200, { ...headers, "Content-Type": file.contentType, "Content-Length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}
