// A file in parts that are worth a message each. A part is made when it is asked for: nothing is held but what it is gathered from.

import { concatBytes } from "../../base/bytes.ts";

/** Each part has `partBytes` or a chunk more; the last has what is left. */
export async function* inParts(chunks: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Uint8Array> {
  let [held, heldBytes]: [Uint8Array[], number] = [[], 0];
  for await (const chunk of chunks) {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < partBytes) continue;
    const part = concatBytes(...held);
    [held, heldBytes] = [[], 0];
    yield part;
  }
  if (heldBytes > 0) yield concatBytes(...held);
}
