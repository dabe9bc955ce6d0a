// The two sides of a pairing, what is to be done about keys behind one, and what takes items along into the space that was joined, as one chunk: loaded
// when somebody pairs or has joined, or where there are several epochs.

import { parseInvitation } from "../members/invitation.ts";
import { emptyLeftSpaces, forgetLeftSpaces } from "./empty-left-space.ts";
import { callHome } from "./home/call-home.ts";
import { Inviting } from "./inviting.ts";
import { Joining } from "./joining.ts";
import { grantMissing } from "./missing-grants.ts";
import type { PairingSides } from "./pairing-desk.ts";
import { takeItems } from "./take-items.ts";

export const pairingSides: PairingSides = {
  Inviting,
  Joining,
  parseInvitation,
  callHome,
  grantMissing,
  takeItems,
  emptyLeftSpaces,
  forgetLeftSpaces,
};
