// What windows are told when it has become another thing, compared as text with what was told last of its kind.

import type { ReplicaPush } from "./face.ts";

export function makeTellOnce(push: (push: ReplicaPush) => void): (push: ReplicaPush) => void {
  const toldByKind = new Map<ReplicaPush["kind"], string>();
  return (told) => {
    const text = JSON.stringify(told);
    if (text === toldByKind.get(told.kind)) return;
    toldByKind.set(told.kind, text);
    push(told);
  };
}
