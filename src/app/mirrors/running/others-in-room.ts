// Who else is in a room, by what they say of themselves: strangers' words, so only a few short names are taken from it.

import type { Awareness } from "../../rooms/room-link.ts";

export type OthersInRoom = {
  readonly count: number;
  /** Of those that say one, each once. */
  readonly names: readonly string[];
};

export const NOBODY: OthersInRoom = { count: 0, names: [] };

const MAX_NAMES = 3;
const MAX_NAME_LENGTH = 40;

export function nameOf(state: unknown): string | null {
  if (typeof state !== "object" || state === null || !("user" in state)) return null;
  const { user } = state;
  if (typeof user !== "object" || user === null || !("name" in user) || typeof user.name !== "string") return null;
  const name = user.name.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return name === "" ? null : name.slice(0, MAX_NAME_LENGTH);
}

export function othersIn({ clientID, states }: Pick<Awareness, "clientID" | "states">): OthersInRoom {
  const others = [...states].filter(([client]) => client !== clientID).map(([, state]) => nameOf(state));
  const names = new Set(others.filter((name) => name !== null));
  return { count: others.length, names: [...names].slice(0, MAX_NAMES) };
}
