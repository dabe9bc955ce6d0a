// Whether what other devices have is still coming in: a pairing fetches it, or a link says that it takes a while.

import type { Accessor } from "solid-js";
import type { DeviceState, PairingState, RelayState } from "../../replica/face.ts";

export type Arriving = {
  readonly pairing: Accessor<PairingState>;
  readonly status: Accessor<{ readonly relay: RelayState; readonly devices: readonly Pick<DeviceState, "connection">[] } | null>;
};

export function isReceiving({ pairing, status }: Arriving): boolean {
  const { relay, devices } = status() ?? { relay: null, devices: [] };
  const byRelay = relay?.kind === "online" ? relay.receiving : null;
  return pairing().kind === "fetching" || byRelay !== null || devices.some(({ connection }) => connection.receiving !== null);
}
