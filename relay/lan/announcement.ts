// What the terminal says of a relay on a local network: where it is, the code to scan, how to trust it, and the token. One fact a line, so that scripts
// can read it; addresses end their part of the line, so that terminals make links of them.

import { qrLines, type Terminal } from "./qr-lines.ts";

/** The UDP port for calls by address, and where that is, as text; null: it cannot be used. */
export type AnnouncedDirect = { readonly port: number; readonly at: string | null };

export type Announcement = {
  /** The secure address that most devices reach, without a slash at the end; null while there is no network. */
  readonly address: string | null;
  /** The one under the machine's name, which stays the same in every network; null when it has none. */
  readonly namedAddress: string | null;
  /** On this machine, where plain http is safe. */
  readonly loopbackAddress: string;
  /** Null: new spaces are opened by none. */
  readonly token: string | null;
  readonly authorityName: string;
  readonly fingerprint: string;
  /** It was at another address before. */
  readonly isMoved: boolean;
  /** Null: there is to be none. */
  readonly direct: AnnouncedDirect | null;
};

function directLine({ port, at }: AnnouncedDirect): string {
  if (at !== null) return `Devices that have synced with it once reach it at ${at} (UDP) too, also where its certificate is refused.`;
  return `UDP port ${port} cannot be used (something else may have it), so devices reach it over https alone. Choose another with UDP_PORT, or none with UDP_PORT=0.`;
}

export const withToken = (address: string, token: string | null): string => (token === null ? address : `${address}/#token=${token}`);

export const tokenLine = (token: string): string =>
  `Token for a new space: ${token} (it is in the addresses above; a device that you add to your own needs none)`;

export function announcementText(announcement: Announcement, terminal: Terminal): string {
  const { address, namedAddress, loopbackAddress, token, authorityName, fingerprint, isMoved, direct } = announcement;
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
    ...(token === null ? [] : [tokenLine(token)]),
    ...(direct === null ? [] : [directLine(direct)]),
    "",
  ].join("\n");
}
