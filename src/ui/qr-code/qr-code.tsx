// A text as a QR code, to be scanned from the screen: black on white in both themes, since not every camera reads the reverse.

import { createMemo, type JSX } from "solid-js";
import styles from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";

export type QrCodeProps = {
  readonly text: string;
  readonly label: string;
  /** A long text, to be read by any camera: as large as there is room, in the fewest modules. */
  readonly isLong?: boolean;
};

export function QrCode(props: QrCodeProps): JSX.Element {
  const code = createMemo(() => qrPath(props.text, props.isLong === true ? "L" : "M"));
  return (
    <svg
      class={styles["code"]}
      classList={{ [styles["long"] ?? ""]: props.isLong ?? false }}
      viewBox={`0 0 ${code().size} ${code().size}`}
      role="img"
      aria-label={props.label}
    >
      <path d={code().path} />
    </svg>
  );
}
