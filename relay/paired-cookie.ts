// The one thing about Daybook that outlives a browser's clearing of what pages have stored: a cookie that scripts cannot read, set when a browser's
// device is paired. It says that this browser had Daybook's data and on which day it said so last: no ids, nothing that would tell two browsers apart.
// It goes to this path alone. Only the app's own pages may set or clear it: browsers say from where a request that changes something comes.

import type { IncomingMessage, ServerResponse } from "node:http";

export const PAIRED_PATH = "/paired";

const COOKIE_NAME = "daybook-paired";
/** Browsers keep no cookie longer than 400 days. */
const MAX_AGE_SECONDS = 400 * 86_400;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** The day in a Cookie header; null when there is none. */
function dayIn(cookies: string): string | null {
  for (const pair of cookies.split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === COOKIE_NAME && value !== undefined && DAY.test(value)) return value;
  }
  return null;
}

/** The request's origin when it is the very server that is asked. */
function ownOriginOf({ headers }: IncomingMessage): URL | null {
  const { origin, host } = headers;
  if (origin === undefined || !URL.canParse(origin)) return null;
  const url = new URL(origin);
  return url.host === host?.toLowerCase() ? url : null;
}

function cookieOf(value: string, maxAgeSeconds: number, origin: URL): string {
  const parts = [`${COOKIE_NAME}=${value}`, `Path=${PAIRED_PATH}`, `Max-Age=${maxAgeSeconds}`, "HttpOnly", "SameSite=Strict"];
  return [...parts, ...(origin.protocol === "https:" ? ["Secure"] : [])].join("; ");
}

/** GET tells, POST sets, DELETE clears. What a request carries is not read. */
export function answerPaired(request: IncomingMessage, response: ServerResponse, nowMs: number): void {
  const { method, headers } = request;
  response.setHeader("Cache-Control", "no-store");
  if (method === "GET" || method === "HEAD") {
    response.writeHead(200, { "Content-Type": "application/json; charset=utf-8" });
    response.end(JSON.stringify({ paired: dayIn(headers.cookie ?? "") }));
    return;
  }
  const origin = ownOriginOf(request);
  if ((method !== "POST" && method !== "DELETE") || origin === null) {
    response.writeHead(origin === null ? 403 : 405, { Allow: "GET, HEAD, POST, DELETE", Connection: "close" }).end();
    return;
  }
  const cookie =
    method === "POST" ? cookieOf(new Date(nowMs).toISOString().slice(0, 10), MAX_AGE_SECONDS, origin) : cookieOf("", 0, origin);
  response.writeHead(204, { "Set-Cookie": cookie, Connection: "close" }).end();
}
