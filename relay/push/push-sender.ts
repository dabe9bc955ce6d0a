// Sends empty messages to push services (RFC 8030): nothing is said but that somebody is to wake up. What comes back is a status and, at most, how long to wait.
// No redirect is followed, no body is read, and a name that leads to a private address leads nowhere.

import { lookup as resolve, type LookupAddress } from "node:dns";
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest, type RequestOptions } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress, placeOf, type PushService } from "./push-services.ts";
import type { VapidTokens } from "./vapid.ts";

export type PushOutcome =
  | { readonly kind: "sent" }
  /** Nobody is there any more. */
  | { readonly kind: "gone" }
  /** It would be again. `status`: 0 where the endpoint leads nowhere that messages go. */
  | { readonly kind: "refused"; readonly status: number }
  /** `afterMs`: as the service wants it; null where it did not say. */
  | { readonly kind: "later"; readonly afterMs: number | null };

export type SendPush = (endpoint: string) => Promise<PushOutcome>;

export type PushSender = { readonly send: SendPush; readonly close: () => void };

/** How long a service keeps a message for a device that is away: a reminder that is hours late is still worth a look. */
const TTL_S = 14_400;
const TOPIC = "daybook";
const ANSWER_WITHIN_MS = 15_000;
/** At one service; others do not wait for it. */
const MAX_SOCKETS = 32;
const MAX_RETRY_AFTER_MS = 3_600_000;
const GONE = new Set([404, 410]);

/** Tells only public addresses; an error where there are none. Exported for its test. */
export function publicLookup(resolveAll: typeof resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveAll(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first, ...rest] = error === null ? addresses.filter(({ address }) => isPublicAddress(address)) : [];
      if (error !== null || first === undefined) callback(error ?? new Error("no public address"), "", 0);
      else if (options.all === true) callback(null, [first, ...rest]);
      else callback(null, first.address, first.family);
    });
  };
}

export function openPushSender(services: readonly PushService[], tokens: VapidTokens): PushSender {
  const agents = {
    "https:": new HttpsAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
    "http:": new HttpAgent({ keepAlive: true, maxSockets: MAX_SOCKETS }),
  };
  const lookup = publicLookup(resolve);
  return {
    async send(endpoint) {
      const place = placeOf(services, endpoint);
      if (place === null) return { kind: "refused", status: 0 };
      const { url, service } = place;
      const answer = await post(url, {
        agent: agents[service.protocol],
        headers: {
          Authorization: tokens.headerFor(url.origin),
          TTL: String(TTL_S),
          Urgency: "high",
          Topic: TOPIC,
          "Content-Length": "0",
        },
        ...(service.isNamed ? {} : { lookup }),
      });
      return answer === null ? { kind: "later", afterMs: null } : outcomeOf(answer);
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

type Answer = { readonly status: number; readonly retryAfter: string };

/** Null where there is none. */
function post(url: URL, options: RequestOptions): Promise<Answer | null> {
  return new Promise((done) => {
    const request = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = request(url, { ...options, method: "POST", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) }, (response) => {
      done({ status: response.statusCode ?? 0, retryAfter: response.headers["retry-after"] ?? "" });
      dropBody(response);
    });
    sent.on("error", () => done(null));
    sent.end();
  });
}

/** What is short is read to its end, so that the connection can be used again; of a long one nothing more is taken. */
function dropBody(response: IncomingMessage): void {
  let bytes = 0;
  response.on("error", () => undefined);
  response.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > 4_096) response.destroy();
  });
}

function outcomeOf({ status, retryAfter }: Answer): PushOutcome {
  if (status >= 200 && status < 300) return { kind: "sent" };
  if (GONE.has(status)) return { kind: "gone" };
  if (status !== 429 && status < 500) return { kind: "refused", status };
  const seconds = /^\d{1,9}$/u.test(retryAfter) ? Number(retryAfter) : null;
  return { kind: "later", afterMs: seconds === null ? null : Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS) };
}
