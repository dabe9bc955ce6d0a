// What is said of members and of what was changed about them.

import type { SpaceId } from "../../base/ids.ts";
import type { DeviceState, SyncStatus } from "../../replica/face.ts";
import type { MemberChangeError } from "../../replica/face/members.ts";
import { storeErrorText } from "../texts/error-texts.ts";
import { t, type PlainMessageKey } from "../texts/messages.ts";

/** A device as a member of a space. */
export type MemberPlace = { readonly space: SpaceId; readonly device: DeviceState };

const ROLE_NOTES: Readonly<Record<DeviceState["role"], PlainMessageKey>> = {
  owner: "members.roleOwner",
  writer: "members.roleWriter",
  reader: "members.roleReader",
};

export const roleNote = (role: DeviceState["role"]): string => t(ROLE_NOTES[role]);

/** Whether what was stated last is where it takes effect for others. */
export function outcomeText({ statementsOnlyHere }: SyncStatus, done: "removed" | "role"): string {
  if (statementsOnlyHere) return t(done === "removed" ? "members.waits" : "members.waitsRole");
  return t(done === "removed" ? "members.known" : "members.knownRole");
}

export function changeErrorText(error: MemberChangeError): string {
  switch (error.kind) {
    case "not-owner":
      return t("members.notOwner");
    case "no-such-device":
      return t("members.gone");
    case "store":
      return storeErrorText(error.error);
  }
}

/** Whether other devices' places in the space can be changed from this one. */
export const mayManage = ({ devices }: SyncStatus): boolean => devices.some(({ self, role }) => self && role === "owner");

/** Whether this device may change what is in the space: it has not been removed, and is no reader. */
export const mayChange = (status: SyncStatus | null): boolean =>
  status === null || (status.removed === null && !status.devices.some(({ self, role }) => self && role === "reader"));
