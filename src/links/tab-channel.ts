// The channel between the tabs' replica workers: a BroadcastChannel that carries the messages of ports/tabs.ts, each with the build id of its
// sender. Tabs of two builds may be open at once while an update waits: what another build says is never interpreted, only reported.

import { parseIdText, type SpaceId } from "../base/ids.ts";
import type { LogPath } from "../ports/store.ts";
import type { IgnoredTabMessage, TabChannel, TabEvents, TabMessage } from "../ports/tabs.ts";

/** What is used of a BroadcastChannel. */
export interface Broadcast {
  postMessage(message: unknown): void;
  addEventListener(type: "message" | "messageerror", listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export type TabChannelOptions<Status> = {
  /** Already open; closed with the channel. */
  readonly broadcast: Broadcast;
  readonly build: string;
  readonly isStatus: (value: unknown) => value is Status;
};

type Parsed<Status> = { readonly message: TabMessage<Status> } | { readonly ignored: IgnoredTabMessage };

const MALFORMED = { ignored: { kind: "malformed" } } as const;
const BRANCH = /^([0-9a-f]{16})?$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

function parsePath(value: unknown): LogPath | null {
  if (!isRecord(value) || typeof value["log"] !== "string" || typeof value["branch"] !== "string") return null;
  const log = parseIdText("log", value["log"]);
  return log !== null && BRANCH.test(value["branch"]) ? { log, branch: value["branch"] } : null;
}

const parseSpace = (value: unknown): SpaceId | null => (typeof value === "string" ? parseIdText("space", value) : null);

function parseAppended(space: SpaceId | null, value: unknown): TabMessage<never> | null {
  const paths = parsePaths(value);
  return space === null || paths === null ? null : { kind: "appended", space, paths };
}

function parsePaths(value: unknown): readonly LogPath[] | null {
  if (!Array.isArray(value)) return null;
  const paths: LogPath[] = [];
  for (const element of value) {
    const path = parsePath(element);
    if (path === null) return null;
    paths.push(path);
  }
  return paths;
}

function parseMessage<Status>(value: unknown, isStatus: (value: unknown) => value is Status): TabMessage<Status> | null {
  if (!isRecord(value)) return null;
  const space = parseSpace(value["space"]);
  const { status } = value;
  switch (value["kind"]) {
    case "appended":
      return parseAppended(space, value["paths"]);
    case "statements":
      return space === null ? null : { kind: "statements", space };
    case "status":
      return isStatus(status) ? { kind: "status", status } : null;
    case "sync-now":
      return { kind: "sync-now" };
    default:
      return null;
  }
}

function parseEnvelope<Status>(data: unknown, { build, isStatus }: TabChannelOptions<Status>): Parsed<Status> {
  if (!isRecord(data) || typeof data["build"] !== "string") return MALFORMED;
  if (data["build"] !== build) return { ignored: { kind: "other-build", build: data["build"] } };
  const message = parseMessage(data["message"], isStatus);
  return message === null ? MALFORMED : { message };
}

/** Takes part in the talk of the tabs until closed. */
export function openTabChannel<Status>(options: TabChannelOptions<Status>, events: TabEvents<Status>): TabChannel<Status> {
  const { broadcast, build } = options;
  let isOpen = true;
  broadcast.addEventListener("message", ({ data }) => {
    if (!isOpen) return;
    const parsed = parseEnvelope(data, options);
    if ("message" in parsed) events.message(parsed.message);
    else events.ignored(parsed.ignored);
  });
  broadcast.addEventListener("messageerror", () => {
    if (isOpen) events.ignored(MALFORMED.ignored);
  });
  return {
    post: (message) => {
      // A broadcast has no target origin: it never leaves its own.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      if (isOpen) broadcast.postMessage({ build, message });
    },
    close: () => {
      isOpen = false;
      broadcast.close();
    },
  };
}
