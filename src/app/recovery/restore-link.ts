// The link of a recovery sheet: opens the app where a space is brought back, with the relay's address and the space's id, and never with words. In
// the fragment, which browsers send to no server.

import { hexToBytes } from "../../base/bytes.ts";
import { parseIdText, type SpaceId } from "../../base/ids.ts";

export type RestorePlace = { readonly relay: string; readonly space: SpaceId };

const IN_LINK = /[#&]restore=([0-9a-f]{64})(?:,([^&\s]*))?/u;
const MAX_LENGTH = 1_000;

export const restoreLink = (appAddress: string, { relay, space }: RestorePlace): string =>
  `${appAddress.replace(/#.*$/su, "")}#restore=${space},${encodeURIComponent(relay)}`;

/** Of a link, or of its fragment; null: it is none. */
export function placeInLink(text: string): RestorePlace | null {
  const [, id, relay = ""] = IN_LINK.exec(text.slice(0, MAX_LENGTH)) ?? [];
  const space = id === undefined ? null : parseIdText("space", id);
  try {
    return space === null ? null : { space, relay: decodeURIComponent(relay) };
  } catch {
    return null;
  }
}

/** As on paper: in groups of four. */
export const spaceOnPaper = (space: SpaceId): string => (space.match(/.{4}/gu) ?? []).join(" ");

/** As typed from paper, in whatever groups; null: it has too little or too much, or other signs. */
export function parseSpace(text: string): SpaceId | null {
  const compact = text.slice(0, MAX_LENGTH).replaceAll(/[\s-]/gu, "").toLowerCase();
  return hexToBytes(compact) === null ? null : parseIdText("space", compact);
}
