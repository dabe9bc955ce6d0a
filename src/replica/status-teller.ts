// Tells the windows, and the other tabs, how sync stands: at once what somebody may rely on, as what is held where. What only travels (bytes, what is on
// its way) changes several times with every record, so that telling it would hold up the record itself: it is told after a while, all in one.

import { equalityDeep } from "../base/equal.ts";
import type { Timers } from "../ports/time.ts";
import type { DeviceConnection, SyncStatus } from "./face.ts";
import { NO_STATISTICS, type LinkStatus, type LinkStatuses } from "./sync-status.ts";

export const TRAFFIC_AFTER_MS = 100;

const connectionWithoutTraffic = (connection: DeviceConnection): DeviceConnection => ({
  ...connection,
  lastSeenMs: null,
  bytesSent: 0,
  bytesReceived: 0,
  isMoving: false,
  sending: null,
  receiving: null,
});

const statusWithoutTraffic = (status: SyncStatus): SyncStatus => ({
  ...status,
  moving: false,
  statistics: NO_STATISTICS,
  devices: status.devices.map((device) => ({ ...device, connection: connectionWithoutTraffic(device.connection) })),
});

const allWithoutTraffic = (all: LinkStatuses): LinkStatuses =>
  new Map([...all].map(([space, links]) => [space, linksWithoutTraffic(links)]));

const linksWithoutTraffic = (links: LinkStatus): LinkStatus => ({
  ...links,
  moving: false,
  statistics: NO_STATISTICS,
  connections: new Map([...links.connections].map(([device, connection]) => [device, connectionWithoutTraffic(connection)])),
});

type PacedPorts<Kind> = {
  readonly timers: Timers;
  /** Null: there is nothing to tell now. */
  readonly value: () => Kind | null;
  readonly withoutTraffic: (value: Kind) => Kind;
  readonly tell: (value: Kind) => void;
};

class Paced<Kind> {
  readonly #ports: PacedPorts<Kind>;
  /** What was told last, without what only travels. */
  #told: Kind | null = null;
  #cancelLater: (() => void) | null = null;

  constructor(ports: PacedPorts<Kind>) {
    this.#ports = ports;
  }

  changed(): void {
    const value = this.#ports.value();
    if (value === null) return this.#forget();
    const lasting = this.#ports.withoutTraffic(value);
    if (!equalityDeep(lasting, this.#told)) this.#tell(value, lasting);
    else this.#cancelLater ??= this.#ports.timers.after(TRAFFIC_AFTER_MS, () => this.tellNow());
  }

  tellNow(): void {
    const value = this.#ports.value();
    if (value === null) this.#forget();
    else this.#tell(value, this.#ports.withoutTraffic(value));
  }

  #forget(): void {
    this.close();
    this.#told = null;
  }

  close(): void {
    this.#cancelLater?.();
    this.#cancelLater = null;
  }

  #tell(value: Kind, lasting: Kind): void {
    this.close();
    this.#told = lasting;
    this.#ports.tell(value);
  }
}

type StatusTellerPorts = {
  readonly timers: Timers;
  readonly status: () => SyncStatus;
  /** Null where another tab holds the links. */
  readonly links: () => LinkStatuses | null;
  readonly tell: (status: SyncStatus) => void;
  /** To the other tabs. */
  readonly tellLinks: (links: LinkStatuses) => void;
  /** After it has been looked at. */
  readonly looked: () => void;
};

export class StatusTeller {
  readonly #windows: Paced<SyncStatus>;
  readonly #tabs: Paced<LinkStatuses>;
  readonly #looked: () => void;
  #isDue = false;
  /** The other tabs are to be told of the links with it; `now`: whatever they have been told. */
  #linksDue: "no" | "changed" | "now" = "no";

  constructor({ timers, status, links, tell, tellLinks, looked }: StatusTellerPorts) {
    this.#windows = new Paced({ timers, value: status, withoutTraffic: statusWithoutTraffic, tell });
    this.#tabs = new Paced({ timers, value: links, withoutTraffic: allWithoutTraffic, tell: tellLinks });
    this.#looked = looked;
  }

  /** Looked at once for everything that happens in one go. */
  changed(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    void Promise.resolve().then(() => this.#look());
  }

  linksChanged(): void {
    if (this.#linksDue === "no") this.#linksDue = "changed";
    this.changed();
  }

  /** Another tab has asked. */
  tellLinksNow(): void {
    this.#linksDue = "now";
    this.changed();
  }

  close(): void {
    this.#windows.close();
    this.#tabs.close();
  }

  #look(): void {
    this.#isDue = false;
    if (this.#linksDue === "changed") this.#tabs.changed();
    else if (this.#linksDue === "now") this.#tabs.tellNow();
    this.#linksDue = "no";
    this.#windows.changed();
    this.#looked();
  }
}
