// A relay with --lan as its user meets it: what it has printed, the names it goes by, and Chromium's flags for a device in its network that trusts it.

import { createHash } from "node:crypto";
import { connect } from "node:tls";
import { openRelay, type RelayProcess } from "./relay-process.ts";

export type LanRelay = RelayProcess & {
  /** Under its `.local` name, or its address where it has none. */
  readonly secureAddress: string;
  readonly token: string;
  /** All its names lead to this machine. */
  readonly networkFlags: readonly string[];
  /** Takes the relay's certificate alone, as after its authority was installed. */
  readonly trustFlags: readonly string[];
};

export async function openLanRelay(): Promise<LanRelay> {
  const relay = await openRelay({}, undefined, ["--lan"]);
  const answer: unknown = await (await fetch(`${relay.address}/addresses.json`)).json();
  const addresses = Array.isArray(answer) ? answer.filter((address) => typeof address === "string") : [];
  const secureAddress = addresses.find((address) => address.includes(".local:")) ?? addresses[0];
  const token = /#token=([0-9A-Z-]+)/u.exec(relay.log())?.[1];
  if (secureAddress === undefined || token === undefined) throw new Error(`the relay has no name or token:\n${relay.log()}`);
  const rules = addresses.map((address) => `MAP ${new URL(address).hostname} 127.0.0.1`).join(",");
  const key = await keyDigest(relay.port, new URL(secureAddress).hostname);
  return {
    ...relay,
    secureAddress,
    token,
    networkFlags: [`--host-resolver-rules=${rules}`],
    trustFlags: [`--host-resolver-rules=${rules}`, `--ignore-certificate-errors-spki-list=${key}`],
  };
}

/** SHA-256 of the public key that the server shows, in base64. */
function keyDigest(port: number, servername: string): Promise<string> {
  return new Promise((resolve, reject) => {
    // Trust is what the browsers are given the digest for.
    const socket = connect({ host: "127.0.0.1", port, servername, rejectUnauthorized: false }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
      socket.destroy();
      if (key === undefined) reject(new Error("the relay shows no certificate"));
      else resolve(createHash("sha256").update(key).digest("base64"));
    });
    socket.once("error", reject);
  });
}
