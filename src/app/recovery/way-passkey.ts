// The passkey that is a way back: found by a browser that was cleared, and asked for its secret in the same way everywhere.

import { label } from "../../base/labels.ts";
import { askPasskey, createPasskey, type MadePasskey, type PasskeySecret } from "../lock/passkey.ts";

/** Of what its secret is made: the same for ever, since a browser that was cleared knows nothing else (PROTOCOL.md "Capsules"). */
const INPUT = label("capsule secret");

/** `name`: what it goes by wherever it is kept. */
export const makeWayPasskey = (name: string): Promise<MadePasskey | "unsupported" | null> =>
  createPasskey({ name, input: INPUT, isFoundAlone: true });

export const askWayPasskey = (): Promise<PasskeySecret> => askPasskey(null, INPUT);
