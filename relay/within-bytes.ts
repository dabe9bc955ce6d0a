// As much of a list as one frame may hold.

/** As many from the first as fit, at least one where there is one. */
export function withinBytes<Each>(list: readonly Each[], maxBytes: number, bytesOf: (each: Each) => Uint8Array): readonly Each[] {
  let bytes = 0;
  const end = list.findIndex((each, index) => {
    bytes += bytesOf(each).length;
    return index > 0 && bytes > maxBytes;
  });
  return end === -1 ? list : list.slice(0, end);
}
