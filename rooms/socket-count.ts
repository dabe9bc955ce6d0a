// How many sockets there are, in all and from one address: of rooms and of signalling each for itself.

import { isLoopbackAddress, networkOf } from "../relay/loopback.ts";
import { MAX_SOCKETS, MAX_SOCKETS_PER_ADDRESS } from "./limits.ts";

export class SocketCount {
  readonly #byNetwork = new Map<string, number>();
  #all = 0;

  get all(): number {
    return this.#all;
  }

  /** Whether there is room for another one. `address`: of its other end. */
  hasRoomFor(address: string): boolean {
    const isOwn = isLoopbackAddress(address);
    return this.#all < MAX_SOCKETS && (isOwn || (this.#byNetwork.get(networkOf(address)) ?? 0) < MAX_SOCKETS_PER_ADDRESS);
  }

  /** Counts one more; call what comes back once, when it has gone. */
  add(address: string): () => void {
    const network = networkOf(address);
    this.#change(network, 1);
    return () => this.#change(network, -1);
  }

  #change(network: string, change: 1 | -1): void {
    const sockets = (this.#byNetwork.get(network) ?? 0) + change;
    if (sockets === 0) this.#byNetwork.delete(network);
    else this.#byNetwork.set(network, sockets);
    this.#all += change;
  }
}
