// What the terminal says of a relay on a local network: where it is, the code to scan, how to trust it, and the token. One fact a line, so that scripts
// can read it; addresses end their part of the line, so that terminals make links of them.

import { encode } from "uqr";

export type Announcement = {
  /** The secure address that most devices reach, without a slash at the end; null while there is no network. */
  readonly address: string | null;
  /** The one under the machine's name, which stays the same in every network; null when it has none. */
  readonly namedAddress: string | null;
  /** On this machine, where plain http is safe. */
  readonly loopbackAddress: string;
  readonly token: string;
  readonly authorityName: string;
  readonly fingerprint: string;
  /** It was at another address before. */
  readonly isMoved: boolean;
};

export type Terminal = {
  /** Whether colours are understood. */
  readonly isTerminal: boolean;
  /** Width in characters; null when nobody knows. */
  readonly columns: number | null;
};

/** In modules; ISO 18004 asks for four. */
const QUIET_ZONE = 4;
/** Black on white, whatever the terminal's own colours are. */
const BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
const RESET = "\u001b[0m";

const withToken = (address: string, token: string): string => `${address}/#token=${token}`;

export function announcementText(announcement: Announcement, terminal: Terminal): string {
  const { address, namedAddress, loopbackAddress, token, authorityName, fingerprint, isMoved } = announcement;
  const here = withToken(loopbackAddress, token);
  if (address === null) return `Daybook is at ${here}\nThis machine is in no network yet; its address is printed here when it is.\n`;
  const moved = `This machine has a new address. On devices that used the former one, open Sync and set the relay to ${address.replace("https:", "wss:")}`;
  return [
    ...(isMoved ? ["", moved] : []),
    `Daybook is at ${withToken(address, token)}`,
    ...(namedAddress === null ? [] : [`or, the same in every network, at ${withToken(namedAddress, token)}`]),
    `or, on this machine, at ${here}`,
    ...qrLines(withToken(address, token), terminal),
    `First, once on each device, trust "${authorityName}": open ${address.replace("https:", "http:")} there and follow the page.`,
    `SHA-256 of its certificate: ${fingerprint}`,
    `Token for a new space: ${token} (it is in the addresses above; a device that you add to your own needs none)`,
    "",
  ].join("\n");
}

/** Half blocks, two modules in the height of one line; nothing where it would not fit. */
function qrLines(text: string, { isTerminal, columns }: Terminal): readonly string[] {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  if (columns !== null && columns < size) return [];
  const isBlack = (x: number, y: number): boolean => data[y]?.[x] === true;
  const lines = Array.from({ length: Math.ceil(size / 2) }, (_row, row) => {
    const blocks = Array.from({ length: size }, (_column, x) => halfBlock(isBlack(x, 2 * row), isBlack(x, 2 * row + 1), isTerminal)).join(
      "",
    );
    return isTerminal ? `${BLACK_ON_WHITE}${blocks}${RESET}` : blocks;
  });
  return ["", ...lines, ""];
}

/** Without colours what is drawn is the white: most terminals are dark, and so is what most logs are read in. */
function halfBlock(isUpperBlack: boolean, isLowerBlack: boolean, drawsBlack: boolean): string {
  const [upper, lower] = drawsBlack ? [isUpperBlack, isLowerBlack] : [!isUpperBlack, !isLowerBlack];
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}
