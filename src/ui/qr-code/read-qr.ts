// Reading a QR code from a camera's picture. Slow (tens of milliseconds for a picture without one): for a worker.

import { decodeQR } from "qr/decode.js";

/** RGBA, row by row. */
export type Picture = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** For the attempts beyond the first, on a picture that looks as if it had a code: the next picture comes soon. */
const RETRIES_WITHIN_MS = 60;

/** The text of the code in the picture; null when none is found, or none can be read. */
export function readQr(picture: Picture): string | null {
  try {
    return decodeQR(picture, { format: "RGBA", timeLimit: RETRIES_WITHIN_MS });
  } catch {
    return null;
  }
}
