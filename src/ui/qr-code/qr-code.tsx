// A text as a QR code, to be scanned from the screen: black on white in both themes, since not every camera reads the reverse.

import { createMemo, type JSX } from "solid-js";
import styles from "./qr-code.module.css";
import { qrPath } from "./qr-path.ts";

export function QrCode(props: { readonly text: string; readonly label: string }): JSX.Element {
  const code = createMemo(() => qrPath(props.text));
  return (
    <svg class={styles["code"]} viewBox={`0 0 ${code().size} ${code().size}`} role="img" aria-label={props.label}>
      <path d={code().path} />
    </svg>
  );
}
