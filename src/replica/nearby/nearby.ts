// "Connect nearby", as a window asks for it (face/nearby.ts): seldom wanted, so that its code is loaded on first use.

import { err, ok, type Result } from "../../base/result.ts";
import { parseNearbyCode } from "../../wire/nearby-code.ts";
import type { NearbyAnswers, NearbyRefusal, NearbyRequest, NearbyState } from "../face/nearby.ts";
import type { Replica } from "../replica.ts";

type Tell = (state: NearbyState) => void;

function takeCode({ ports, space }: Replica, text: string): Result<null, NearbyRefusal> {
  const code = parseNearbyCode(text, ports.suite.sha256);
  if (!code.ok) return err(code.error.kind);
  if (code.value.device === space.core.self) return err("own-code");
  if (code.value.role === "answer") return err("answer-without-offer");
  return space.isMember(code.value.device) || code.value.secret !== null ? ok(null) : err("stranger");
}

function answer(replica: Replica, request: NearbyRequest, tell: Tell): NearbyAnswers[NearbyRequest["kind"]] {
  switch (request.kind) {
    case "start-nearby":
      tell({ kind: "failed", failure: "unsupported" });
      return null;
    case "take-nearby-code":
      return takeCode(replica, request.code);
    case "stop-nearby":
      tell({ kind: "idle" });
      return null;
  }
}

export const nearby = { answer };

export type Nearby = typeof nearby;
