// One line on what a home device holds, with whom it is connected and what is missing: numbers and the relay's address, no names and no content.

import type { RelayState, SyncStatus } from "../src/replica/face.ts";

export type StatusText = {
  /** Says when it is another state; what only counts on does not change it. */
  readonly state: string;
  readonly text: string;
};

const counted = (count: number, one: string, many: string): string => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
const changes = (count: number): string => counted(count, "change", "changes");
const timeOf = (ms: number): string => new Date(ms).toTimeString().slice(0, 8);

function linkText(relay: RelayState, address: string | null): { readonly state: string; readonly text: string } {
  const at = address ?? "";
  switch (relay.kind) {
    case "none":
      return { state: "no relay", text: "no relay is set" };
    case "online":
      return { state: `online ${at}`, text: `connected${relay.isDirect === true ? " directly" : ""} to the relay ${at}` };
    case "connecting":
    case "offline":
      return { state: `connecting ${at}`, text: `connecting to the relay ${at}` };
    case "waiting": {
      const why = waitingFor(relay.reason);
      return { state: `waiting ${at} ${why}`, text: `the relay ${at} ${why}, next try at ${timeOf(relay.retryAtMs)}` };
    }
  }
}

function waitingFor(reason: Extract<RelayState, { kind: "waiting" }>["reason"]): string {
  if (reason === "unreachable") return "does not answer";
  // Said by whichever side could not.
  return reason === "storage" ? "is left alone, since what came could not be stored" : `refuses (${reason})`;
}

/** What is not here, or not shown, or only here. */
function missing({ notApplied, relayWithholds, recordsNotAtRelay, relay, newerMembership }: SyncStatus): readonly string[] {
  const withheld = relayWithholds.reduce((sum, { records }) => sum + records, 0);
  const parked = notApplied.parked + (newerMembership ? 1 : 0);
  return [
    withheld > 0 ? `${changes(withheld)} of another device that the relay does not show` : "",
    notApplied.keyless > 0 ? `the key to ${changes(notApplied.keyless)}` : "",
    parked > 0 ? "a newer version of Daybook, to read all of it" : "",
    notApplied.void > 0 ? `${changes(notApplied.void)} that their author broke` : "",
    notApplied.poisoned > 0 ? `${changes(notApplied.poisoned)} set aside, since reading them ended the program` : "",
    notApplied.corrupt > 0 ? `${counted(notApplied.corrupt, "log", "logs")} damaged on this disk, fetched again` : "",
    relay.kind === "online" && recordsNotAtRelay > 0 ? `${changes(recordsNotAtRelay)} at the relay` : "",
  ].filter((text) => text !== "");
}

export function statusText(status: SyncStatus, isFull: boolean): StatusText {
  const others = status.devices.filter(({ self, isReplaced }) => !self && !isReplaced);
  const holding = others.filter(({ hasEverything }) => hasEverything).length;
  const link = linkText(status.relay, status.relayAddress);
  const direct = others.filter(({ connection }) => connection.kind === "direct").length;
  const lacks = missing(status);
  const parts = [
    `Holds ${changes(status.recordsHeld)}`,
    `${link.text}${status.moving ? " (changes are on their way)" : ""}`,
    direct === 0 ? "" : `connected directly to ${counted(direct, "device", "devices")}`,
    others.length === 0 ? "no other device" : `${holding} of ${counted(others.length, "other device has", "other devices have")} all of it`,
    lacks.length === 0 ? "nothing is missing" : `missing: ${lacks.join(", ")}`,
  ];
  const full = isFull ? "THE DISK IS FULL, nothing new is kept until there is room. " : "";
  return {
    state: JSON.stringify([isFull, link.state, direct, others.length, lacks.length === 0]),
    text: full + parts.filter((part) => part !== "").join("; "),
  };
}
