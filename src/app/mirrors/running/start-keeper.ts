// What runs the mirrors of this window, with the window's own means.

import { unreachable } from "../../../base/result.ts";
import type { ItemId } from "../../../base/ids.ts";
import type { ActError } from "../../../replica/face.ts";
import { openMirrorStore } from "../../client/mirror-store.ts";
import { makeClientId } from "../../client/open-note.ts";
import type { ReplicaClient } from "../../client/replica-client.ts";
import { placeOfFragment } from "../../shell/place.ts";
import { openMirrorKeeper, type MirrorKeeper, type TabChannel, type TabMessage } from "./keep-mirrors.ts";
import type { MirrorReport } from "./mirror-report.ts";
import type { RoomCaret } from "./room-carets.ts";
import { after, openLinkFrom } from "../../rooms/open-from-here.ts";
import { runMirror, type MirrorPorts } from "./run-mirror.ts";

export type KeeperStart = {
  readonly client: ReplicaClient;
  readonly onReport: (id: ItemId, report: MirrorReport | null) => void;
  readonly onCarets: (id: ItemId, carets: readonly RoomCaret[]) => void;
  readonly isUnawaited: (stint: string) => boolean;
};

/** A store that is full may have room again; what is refused stays so. */
function isForNow(error: ActError): boolean {
  switch (error.kind) {
    case "store":
      return true;
    case "refused":
    case "read-only":
      return false;
    default:
      return unreachable(error);
  }
}

/** In this tab. */
function isOnScreen(id: ItemId): boolean {
  const place = placeOfFragment(location.hash);
  return place.kind === "note" && place.note === id && document.visibilityState === "visible";
}

function portsOf({ client }: KeeperStart): MirrorPorts {
  return {
    watch(id, clientId, onNote) {
      const { watch, stop } = client.listenToNote({ onNote });
      void client.ask({ kind: "watch-note", watch, id, client: clientId, isUnseen: true });
      return () => {
        stop();
        void client.ask({ kind: "unwatch", watch });
      };
    },
    async save(id, update) {
      const saved = await client.ask({ kind: "edit-note", id, update });
      if (saved.ok) return null;
      return isForNow(saved.error) ? "failed" : "refused";
    },
    openStore: (id) => openMirrorStore(client, id),
    openLink: openLinkFrom(client),
    makeClientId,
    timers: { after },
    isShared: (id) => isOnScreen(id) || client.status()?.openElsewhere.includes(id) === true,
  };
}

function openTabChannel(): TabChannel {
  // Tabs of another version run mirrors too, and tell them in their own words.
  const channel = new BroadcastChannel(`daybook-mirrors-${__BUILD_ID__}`);
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- of a channel, which has none
    post: (message) => channel.postMessage(message),
    listen(onMessage) {
      channel.addEventListener("message", ({ data }: MessageEvent<TabMessage>) => onMessage(data));
    },
  };
}

export function startKeeper(start: KeeperStart): MirrorKeeper {
  const ports = portsOf(start);
  return openMirrorKeeper({
    locks: navigator.locks,
    channel: openTabChannel(),
    onReport: start.onReport,
    onCarets: start.onCarets,
    run({ id, mirror }, { onReport, onCarets }) {
      const running = runMirror(id, mirror, ports, {
        onCarets,
        onReport(report) {
          onReport(report);
          const isHeard = report.kind === "waiting" && (report.link === "connected" || report.link === "alone");
          if (isHeard && start.isUnawaited(mirror.stint)) running.startNow();
        },
      });
      return running;
    },
  });
}
