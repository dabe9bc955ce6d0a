// A text as a QR code (ISO 18004) in the form of an SVG path: one bar for each run of black modules in a row.

import { encode } from "uqr";

/** In modules, on each side. */
const QUIET_ZONE = 4;

export type QrPath = {
  /** Of the square, in modules. */
  readonly size: number;
  readonly path: string;
};

/** `correction`: how much of it may be unreadable, 7 % or 15 %. On a screen nothing is torn off. */
export function qrPath(text: string, correction: "L" | "M"): QrPath {
  const { data, size } = encode(text, { ecc: correction, border: QUIET_ZONE });
  const bars = data.flatMap((row, y) =>
    row.flatMap((isBlack, x) => {
      if (!isBlack || row[x - 1] === true) return [];
      const length = row.indexOf(false, x) - x;
      return [`M${x} ${y}h${length}v1h-${length}z`];
    }),
  );
  return { size, path: bars.join("") };
}
