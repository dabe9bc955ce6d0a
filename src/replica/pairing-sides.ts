// The two sides of a pairing, and what is to be done about keys behind one, as one chunk: loaded when somebody pairs, or where there are several epochs.

import { Inviting } from "./inviting.ts";
import { Joining } from "./joining.ts";
import { grantMissing } from "./missing-grants.ts";
import type { PairingSides } from "./pairing-desk.ts";

export const pairingSides: PairingSides = { Inviting, Joining, grantMissing };
