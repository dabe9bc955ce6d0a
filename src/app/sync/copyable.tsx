// A text to be taken to another device: selected on focus, copied by its button.

import { createSignal, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { t } from "../texts/messages.ts";
import styles from "./sync.module.css";

export function Copyable(props: { readonly label: string; readonly value: string; readonly copyLabel: string }): JSX.Element {
  const [told, setTold] = createSignal<string | null>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.value);
      setTold(t("pair.copied"));
    } catch {
      // Refused, or no secure context: the text is there to be selected.
      setTold(t("pair.copyFailed"));
    }
  };
  return (
    <div class={styles["copyable"]}>
      <span class={styles["label"]}>{props.label}</span>
      <div class={styles["copyLine"]}>
        <input
          class={styles["code"]}
          readOnly
          value={props.value}
          aria-label={props.label}
          translate="no"
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button look="plain" onClick={() => void copy()}>
          {told() ?? props.copyLabel}
        </Button>
      </div>
    </div>
  );
}
