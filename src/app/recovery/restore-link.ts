// The link of a recovery sheet: opens the app where a space is brought back, with the relay's address, the space's id and a home device's code, and never with
// words. In the fragment, which browsers send to no server.

import { hexToBytes } from "../../base/bytes.ts";
import { parseIdText, type SpaceId } from "../../base/ids.ts";

export type RestorePlace = {
  /** Empty: none. */
  readonly relay: string;
  readonly space: SpaceId;
  /** The code of a home device's place; empty: none. */
  readonly home: string;
};

const IN_LINK = /[#&]restore=([0-9a-f]{64})(?:,([^&,\s]*)(?:,([\w.-]*))?)?/u;
const MAX_LENGTH = 1_000;

export function restoreLink(appAddress: string, { relay, space, home }: RestorePlace): string {
  const place = [space, encodeURIComponent(relay), ...(home === "" ? [] : [home])];
  return `${appAddress.replace(/#.*$/su, "")}#restore=${place.join(",")}`;
}

/** Of a link, or of its fragment; null: it is none. */
export function placeInLink(text: string): RestorePlace | null {
  const [, id, relay = "", home = ""] = IN_LINK.exec(text.slice(0, MAX_LENGTH)) ?? [];
  const space = id === undefined ? null : parseIdText("space", id);
  try {
    return space === null ? null : { space, relay: decodeURIComponent(relay), home };
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
