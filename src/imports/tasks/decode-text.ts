// The text in a file's bytes: UTF-8 with or without its mark, UTF-16 by its mark, or, where it is none of these, Windows-1252, which reads every byte and so
// may read some of them wrongly: that is told.

export type Encoding = "utf-8" | "utf-16" | "windows-1252";

export type DecodedText = { readonly text: string; readonly encoding: Encoding };

const decode = (bytes: Uint8Array, label: string, fatal: boolean): string => new TextDecoder(label, { fatal }).decode(bytes);

function markedUtf16(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

/** Of UTF-16 without a mark every other byte of plain letters is zero. */
function plainUtf16(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const zeros = [...bytes.subarray(0, 4)].map((byte) => (byte === 0 ? "0" : "x")).join("");
  if (zeros === "x0x0") return "utf-16le";
  return zeros === "0x0x" ? "utf-16be" : null;
}

export function decodeText(bytes: Uint8Array): DecodedText {
  const utf16 = markedUtf16(bytes) ?? plainUtf16(bytes);
  if (utf16 !== null) return { text: decode(bytes, utf16, false), encoding: "utf-16" };
  try {
    return { text: decode(bytes, "utf-8", true), encoding: "utf-8" };
  } catch {
    return { text: decode(bytes, "windows-1252", false), encoding: "windows-1252" };
  }
}
