// A panel beside what it belongs to, never over it. Not modal: the focus goes in and out as the user likes; Escape and the close button leave it.

import X from "lucide-solid/icons/x";
import type { JSX } from "solid-js";
import { IconButton } from "../button/button.tsx";
import styles from "./side-panel.module.css";

export type SidePanelProps = {
  readonly label: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: JSX.Element;
};

export function SidePanel(props: SidePanelProps): JSX.Element {
  return (
    <aside
      ref={(panel) => queueMicrotask(() => panel.focus({ preventScroll: true }))}
      class={styles["panel"]}
      aria-label={props.label}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <div class={styles["close"]}>
        <IconButton icon={X} label={props.closeLabel} onClick={() => props.onClose()} />
      </div>
      {props.children}
    </aside>
  );
}
