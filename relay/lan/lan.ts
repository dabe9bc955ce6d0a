// A relay's presence on the local network: the names it goes by, the authority and the certificate for them. Looks around now and then: a laptop comes into another network, and a certificate comes to its end, while the relay runs.

import { join } from "node:path";
import { ok, type Result } from "../../src/base/result.ts";
import type { AnswerDirect } from "../../src/ports/direct.ts";
import type { Clock, Timers } from "../../src/ports/time.ts";
import type { DirectAddress } from "../../src/wire/direct-address.ts";
import { announcementText, type AnnouncedDirect } from "./announcement.ts";
import { directAddressText, loadDirectPort, type DirectPort, type OpenDirectPort } from "./direct-port.ts";
import type { Terminal } from "./qr-lines.ts";
import {
  authorityName,
  certifiableNames,
  openAuthority,
  openServerIdentity,
  type Authority,
  type LanFileError,
  type ServerIdentity,
} from "./authority.ts";
import type { MachineNames } from "./machine-names.ts";

/** Of the data folder. */
const LAN_FOLDER = "lan";
/** Of that one. */
const DIRECT_CERTIFICATE_FILE = "direct-certificate";
const LOOK_AROUND_MS = 5_000;
const CHECK_CERTIFICATE_MS = 3_600_000;

export type LanPorts = {
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly readNames: () => Promise<MachineNames>;
};

export type LanChange = {
  /** The certificate is another one. */
  readonly identity: boolean;
  /** What people open is at another address. */
  readonly addresses: boolean;
};

const NO_CHANGE: LanChange = { identity: false, addresses: false };

export class Lan {
  readonly authorityName: string;
  /** Of the authority's certificate: SHA-256, two hex digits and a colon each. */
  readonly fingerprint: string;
  /** The authority's certificate in DER. */
  readonly authorityCertificate: Uint8Array;
  readonly #ports: LanPorts;
  readonly #authority: Authority;
  #names: MachineNames;
  #identity: ServerIdentity;
  #checkedAtMs: number;
  #openDirectPort: OpenDirectPort | null = null;
  #direct: { readonly udpPort: number; readonly opened: DirectPort | null } | null = null;
  /** It has been announced at another address before. */
  #isMoved = false;
  #cancel: () => void = () => undefined;
  #isClosed = false;

  private constructor(ports: LanPorts, authority: Authority, names: MachineNames, identity: ServerIdentity) {
    this.#ports = ports;
    this.#authority = authority;
    this.#names = names;
    this.#identity = identity;
    this.#checkedAtMs = ports.clock();
    this.authorityName = authorityName(authority);
    this.fingerprint = authority.certificate.fingerprint256;
    this.authorityCertificate = new Uint8Array(authority.certificate.raw);
  }

  /** The data folder must be held by this process alone. */
  static async open(ports: LanPorts): Promise<Result<Lan, LanFileError>> {
    const folder = join(ports.dataFolder, LAN_FOLDER);
    const machine = await ports.readNames();
    const authority = openAuthority(folder, machine, ports.clock());
    if (!authority.ok) return authority;
    const names = certifiableNames(authority.value, machine);
    const identity = openServerIdentity(folder, authority.value, names, ports.clock());
    if (!identity.ok) return identity;
    const lan = new Lan(ports, authority.value, names, identity.value);
    lan.#openDirectPort = await loadDirectPort();
    return ok(lan);
  }

  get identity(): ServerIdentity {
    return this.#identity;
  }

  /** As people open them, the likeliest to be reached first. */
  addresses(port: number): readonly string[] {
    const { addresses, localName } = this.#names;
    return [...addresses, ...(localName === null ? [] : [localName])].map((name) => addressOf(name, port));
  }

  /** As devices dial them: beyond `addresses` the loopback names, which the certificate bears too. */
  origins(port: number): readonly string[] {
    const loopback = ["localhost", "127.0.0.1", "::1"].map((name) => addressOf(name, port));
    return [...this.addresses(port), ...loopback].map((address) => address.replace("https:", "wss:"));
  }

  /** The secure address under the name that a request called this machine by; null when it is none of its names. */
  secureAddressOf(host: string | undefined, port: number): string | null {
    const url = `http://${host ?? ""}`;
    const name = URL.canParse(url) ? new URL(url).hostname : "";
    const origin = this.origins(port).find((each) => new URL(each).hostname === name);
    return origin?.replace("wss:", "https:") ?? null;
  }

  /** Takes calls by an address at a UDP port, for as long as the process lives; null where that cannot be had. */
  answerCallsAt(udpPort: number): AnswerDirect | null {
    const { dataFolder, timers } = this.#ports;
    const direct = this.#openDirectPort?.(join(dataFolder, LAN_FOLDER, DIRECT_CERTIFICATE_FILE), udpPort, timers) ?? null;
    this.#direct = { udpPort, opened: direct };
    return direct?.answer ?? null;
  }

  /** Null: nowhere, or this machine is in no network. */
  get answersAt(): DirectAddress | null {
    return this.#direct?.opened?.addressAt(this.#names.addresses) ?? null;
  }

  /** `token`: that opens new spaces; null where none does. */
  announcement(port: number, terminal: Terminal, token: string | null): string {
    const { fingerprint } = this;
    const { addresses, localName } = this.#names;
    const [first] = addresses;
    return announcementText(
      {
        address: first === undefined ? null : addressOf(first, port),
        namedAddress: localName === null ? null : addressOf(localName, port),
        loopbackAddress: `http://127.0.0.1:${port}`,
        token,
        authorityName: this.authorityName,
        fingerprint,
        isMoved: this.#isMoved,
        direct: this.#announcedDirect,
      },
      terminal,
    );
  }

  get #announcedDirect(): AnnouncedDirect | null {
    if (this.#direct === null) return null;
    const { udpPort, opened } = this.#direct;
    return { port: udpPort, at: opened === null ? null : directAddressText(this.answersAt) };
  }

  /** Begins to look around; the servers are to follow. */
  watch(changed: (change: LanChange) => void): void {
    this.#cancel = this.#ports.timers.after(LOOK_AROUND_MS, () => void this.#lookAndGoOn(changed));
  }

  async #lookAndGoOn(changed: (change: LanChange) => void): Promise<void> {
    const change = await this.#lookAround();
    if (this.#isClosed) return;
    if (change.identity || change.addresses) changed(change);
    this.watch(changed);
  }

  async #lookAround(): Promise<LanChange> {
    const names = certifiableNames(this.#authority, await this.#ports.readNames().catch(() => this.#names));
    // Asleep or between two networks: what it had comes back, or something else comes.
    if (names.addresses.length === 0 && this.#names.addresses.length > 0) return NO_CHANGE;
    const nowMs = this.#ports.clock();
    const areOther = JSON.stringify(names) !== JSON.stringify(this.#names);
    if (!areOther && Math.abs(nowMs - this.#checkedAtMs) < CHECK_CERTIFICATE_MS) return NO_CHANGE;
    const identity = openServerIdentity(join(this.#ports.dataFolder, LAN_FOLDER), this.#authority, names, nowMs);
    // A full disk, say: the next look tries again.
    if (!identity.ok) return NO_CHANGE;
    const isOther = identity.value.cert !== this.#identity.cert;
    this.#identity = identity.value;
    this.#isMoved = this.#names.addresses.length > 0;
    this.#names = names;
    this.#checkedAtMs = nowMs;
    return { identity: isOther, addresses: areOther };
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
  }
}

/** The default port of https is left out and IPv6 is in brackets, as browsers write both. */
const addressOf = (name: string, port: number): string => new URL(`https://${name.includes(":") ? `[${name}]` : name}:${port}`).origin;
