// All rooms that somebody is in. A room is opened from the store when the first one comes and given up when the last one has gone and all is stored.

import type { CloseReason } from "./close-code.ts";
import { MAX_NAME_BYTES, MAX_SOCKETS_PER_ROOM } from "./limits.ts";
import { Room, type RoomMember, type RoomPorts } from "./room.ts";
import { SocketCount } from "./socket-count.ts";

/** One socket in a room, or on its way into it. */
export type Seat = {
  /** When the room is open, or the member was turned away: nothing is received before that. */
  readonly ready: Promise<void>;
  readonly receive: (bytes: Uint8Array) => void;
  readonly leave: () => void;
};

type OpenRoom = { readonly opening: Promise<Room | null>; seats: number };

export class Rooms {
  readonly #ports: RoomPorts;
  readonly #rooms = new Map<string, OpenRoom>();
  readonly #sockets = new SocketCount();
  #isClosing = false;

  constructor(ports: RoomPorts) {
    this.#ports = ports;
  }

  get counts(): { readonly rooms: number; readonly seats: number } {
    return { rooms: this.#rooms.size, seats: this.#sockets.all };
  }

  /** `address`: of the socket's other end. */
  enter(name: string, address: string, member: RoomMember): Seat {
    const refusal = this.#refusalOf(name, address);
    if (refusal === null) return this.#seat(name, address, member);
    member.close(refusal);
    return { ready: Promise.resolve(), receive: () => undefined, leave: () => undefined };
  }

  /** Resolves when everything is stored. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { opening } of this.#rooms.values()) await (await opening)?.close("shutting-down");
    await this.#ports.store.close();
  }

  #refusalOf(name: string, address: string): CloseReason | null {
    if (this.#isClosing) return "shutting-down";
    if (name === "" || Buffer.byteLength(name) > MAX_NAME_BYTES) return "name";
    const isFull = (this.#rooms.get(name)?.seats ?? 0) >= MAX_SOCKETS_PER_ROOM;
    return isFull || !this.#sockets.hasRoomFor(address) ? "busy" : null;
  }

  #seat(name: string, address: string, member: RoomMember): Seat {
    const open = this.#open(name);
    let room: Room | null = null;
    let hasLeft = false;
    const uncount = this.#sockets.add(address);
    open.seats += 1;
    const ready = (async () => {
      room = await open.opening;
      if (hasLeft) return;
      if (room === null || this.#isClosing) return member.close(room === null ? "storage" : "shutting-down");
      room.join(member);
    })();
    return {
      ready,
      receive: (bytes) => room?.receive(member, bytes),
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        uncount();
        open.seats -= 1;
        void ready.then(() => this.#left(name, open, member));
      },
    };
  }

  #open(name: string): OpenRoom {
    const held = this.#rooms.get(name);
    if (held !== undefined) return held;
    const opening = Room.open(name, { ...this.#ports, storeFailed: (error) => this.#failed(name, open, error) }).then((opened) => {
      if (opened.ok) return opened.value;
      this.#failed(name, open, opened.error);
      return null;
    });
    const open: OpenRoom = { opening, seats: 0 };
    this.#rooms.set(name, open);
    return open;
  }

  #failed(name: string, open: OpenRoom, error: Parameters<RoomPorts["storeFailed"]>[0]): void {
    if (this.#rooms.get(name) === open) this.#rooms.delete(name);
    this.#ports.storeFailed(error);
  }

  async #left(name: string, open: OpenRoom, member: RoomMember): Promise<void> {
    const room = await open.opening;
    room?.leave(member);
    if (room === null || open.seats > 0) return;
    await room.settled();
    if (open.seats > 0 || this.#rooms.get(name) !== open) return;
    this.#rooms.delete(name);
    await room.close();
  }
}
