// "Connect nearby", as a window asks for it (face/nearby.ts): seldom wanted, so that its code is loaded on first use. One at a time in a tab.

import type { NearbyAnswers, NearbyRequest, NearbyState } from "../face/nearby.ts";
import type { Replica } from "../replica.ts";
import { NearbyDesk, type DescriptionCodec } from "./nearby-desk.ts";

type Tell = (state: NearbyState) => void;

export type Nearby = { answer(replica: Replica, request: NearbyRequest, tell: Tell): NearbyAnswers[NearbyRequest["kind"]] };

export function makeNearby(codec: DescriptionCodec): Nearby {
  const desks = new WeakMap<Replica, NearbyDesk>();
  const deskOf = (replica: Replica, tell: Tell): NearbyDesk => {
    const desk = desks.get(replica) ?? new NearbyDesk(replica, codec, tell);
    desks.set(replica, desk);
    return desk;
  };
  return {
    answer(replica, request, tell) {
      const desk = deskOf(replica, tell);
      switch (request.kind) {
        case "start-nearby":
          desk.start(request.invite);
          return null;
        case "take-nearby-code":
          return desk.take(request.code);
        case "stop-nearby":
          desk.stop();
          return null;
      }
    },
  };
}
