// What a text was, in few bytes: two devices that never mirror at the same time tell each other so that both sides were the same.

import { digest } from "lib0/hash/sha256";
import { bytesToHex, utf8ToBytes } from "../base/bytes.ts";
import { keyOf, type Tree } from "../items/tree/tree.ts";

/** The same for equal texts: the first 8 bytes of SHA-256, in hex. */
export const textIdOf = (tree: Tree): string => bytesToHex(digest(utf8ToBytes(keyOf(tree))).slice(0, 8));
