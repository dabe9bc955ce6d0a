// A QR code as the terminal draws it, for a camera beside it.

import { encode } from "uqr";

export type Terminal = {
  /** Whether colours are understood. */
  readonly isTerminal: boolean;
  /** Width in characters; null when nobody knows. */
  readonly columns: number | null;
};

/** In modules; ISO 18004 asks for four. */
const QUIET_ZONE = 4;
/** Black on white, whatever the terminal's own colours are. */
const BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
const RESET = "\u001b[0m";

/** Half blocks, two modules in the height of one line; nothing where it would not fit. */
export function qrLines(text: string, { isTerminal, columns }: Terminal): readonly string[] {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  if (columns !== null && columns < size) return [];
  const isBlack = (x: number, y: number): boolean => data[y]?.[x] === true;
  const lines = Array.from({ length: Math.ceil(size / 2) }, (_row, row) => {
    const blocks = Array.from({ length: size }, (_column, x) => halfBlock(isBlack(x, 2 * row), isBlack(x, 2 * row + 1), isTerminal)).join(
      "",
    );
    return isTerminal ? `${BLACK_ON_WHITE}${blocks}${RESET}` : blocks;
  });
  return ["", ...lines, ""];
}

/** Without colours what is drawn is the white: most terminals are dark, and so is what most logs are read in. */
function halfBlock(isUpperBlack: boolean, isLowerBlack: boolean, drawsBlack: boolean): string {
  const [upper, lower] = drawsBlack ? [isUpperBlack, isLowerBlack] : [!isUpperBlack, !isLowerBlack];
  if (upper) return lower ? "█" : "▀";
  return lower ? "▄" : " ";
}
