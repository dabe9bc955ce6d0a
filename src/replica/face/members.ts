// What windows ask about the members of the space. Who they are is told with the status (face.ts).

import type { DeviceId, SpaceId } from "../../base/ids.ts";
import type { Result } from "../../base/result.ts";
import type { Role } from "../../members/statement-content.ts";
import type { StoreError } from "../../ports/store.ts";

export type MemberChange =
  /** `asksToWipe`: the device is asked to delete what it holds of the space. */
  | { readonly kind: "remove"; readonly device: DeviceId; readonly asksToWipe: boolean }
  | { readonly kind: "role"; readonly device: DeviceId; readonly role: Role };

export type MemberChangeError =
  /** Only an owner may. */
  | { readonly kind: "not-owner" }
  /** The other is no device of this space (any more), or this one itself. */
  | { readonly kind: "no-such-device" }
  | { readonly kind: "store"; readonly error: StoreError };

/** In each of these spaces, one after the other, up to the first error. */
export type MemberRequest = { readonly kind: "change-member"; readonly spaces: readonly SpaceId[]; readonly change: MemberChange };

export type MemberAnswers = {
  /** After it is stored; whether the relay has it is told with the status. */
  readonly "change-member": Result<null, MemberChangeError>;
};
