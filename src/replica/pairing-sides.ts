// The two sides of a pairing as one chunk, loaded when somebody pairs.

import { Inviting } from "./inviting.ts";
import { Joining } from "./joining.ts";
import type { PairingSides } from "./pairing-desk.ts";

export const pairingSides: PairingSides = { Inviting, Joining };
