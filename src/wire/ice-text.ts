// STUN and TURN servers from one line of text, as an operator or a user gives them: addresses as in RFC 7064 and 7065, separated by commas or blanks, with name and
// credential before the host where a server asks for them, as in turn:name:credential@turn.example:3478?transport=udp (percent-encoded where they hold
// one of those signs).

import { utf8ToBytes } from "../base/bytes.ts";
import type { IceServer } from "../ports/direct.ts";
import { MAX_ICE_SERVERS, MAX_ICE_TEXT_BYTES } from "./limits.ts";

const SERVER = /^(stuns?|turns?):(?:([^@:]+):([^@]+)@)?([^@/?\s]+(?:\?transport=(?:udp|tcp))?)$/i;

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

const isTold = (text: string): boolean => utf8ToBytes(text).length <= MAX_ICE_TEXT_BYTES;

function parseServer(word: string): IceServer | null {
  const parts = SERVER.exec(word);
  if (parts === null) return null;
  const [, scheme, name, secret, host] = parts;
  const [username, credential] = [unescaped(name ?? ""), unescaped(secret ?? "")];
  if (username === null || credential === null) return null;
  const server = { url: `${scheme?.toLowerCase()}:${host}`, username, credential };
  return Object.values(server).every(isTold) ? server : null;
}

/** `null` when one of them is none, or they are too many to be told. */
export function parseIceServers(text: string): readonly IceServer[] | null {
  const servers: IceServer[] = [];
  for (const word of text.split(/[\s,]+/).filter((each) => each !== "")) {
    const server = parseServer(word);
    if (server === null) return null;
    servers.push(server);
  }
  return servers.length <= MAX_ICE_SERVERS ? servers : null;
}
