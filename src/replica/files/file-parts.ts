// A file in parts that are worth a message each. A part is made when it is asked for: nothing is held but what it is gathered in. A chunk is copied before
// the next one is asked for, so that whoever made it can have its memory back.

/** Each part has `partBytes`, the last what is left, in a buffer of its own. */
export async function* inParts(chunks: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Uint8Array> {
  let [part, length] = [new Uint8Array(partBytes), 0];
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length;) {
      const piece = chunk.subarray(from, from + partBytes - length);
      part.set(piece, length);
      length += piece.length;
      from += piece.length;
      if (length < partBytes) continue;
      yield part;
      [part, length] = [new Uint8Array(partBytes), 0];
    }
  }
  if (length > 0) yield part.slice(0, length);
}
