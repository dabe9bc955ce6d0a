import type { PairingState } from "../../replica/face.ts";

/** Of no more use once it has been read. */
export const hasEnded = ({ kind }: PairingState): boolean => kind === "admitted" || kind === "joined" || kind === "failed";
