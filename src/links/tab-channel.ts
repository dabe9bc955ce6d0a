// The channel between the tabs' replica workers: a BroadcastChannel that carries the messages of ports/tabs.ts, each with the build id of its
// sender. Tabs of two builds may be open at once while an update waits: what another build says is never interpreted, only reported.

import { parseIdText, type SpaceId } from "../base/ids.ts";
import { MAX_PRESENCE_BYTES } from "../wire/limits.ts";
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

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null;

const parseSpace = (value: unknown): SpaceId | null => (typeof value === "string" ? parseIdText("space", value) : null);

function parsePresence(space: SpaceId | null, frame: unknown): Extract<TabMessage<never>, { kind: "presence" }> | null {
  const { from, sealed } = isRecord(frame) ? frame : {};
  const device = typeof from === "string" ? parseIdText("device", from) : null;
  if (space === null || device === null || !(sealed instanceof Uint8Array) || sealed.length > MAX_PRESENCE_BYTES) return null;
  return { kind: "presence", space, frame: { type: "presence", from: device, sealed } };
}

function parseMessage<Status>(value: unknown, isStatus: (value: unknown) => value is Status): TabMessage<Status> | null {
  if (!isRecord(value)) return null;
  const space = parseSpace(value["space"]);
  const { status } = value;
  switch (value["kind"]) {
    case "committed":
      return space === null ? null : { kind: "committed", space };
    case "status":
      return isStatus(status) ? { kind: "status", status } : null;
    case "presence":
      return parsePresence(space, value["frame"]);
    case "ask-status":
    case "storage-full":
    case "sync-now":
    case "yield-links":
    case "spaces-changed":
    case "profile-changed":
      return { kind: value["kind"] };
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
