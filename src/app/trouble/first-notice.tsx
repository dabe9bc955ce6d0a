// What must be known before beginning in a browser that looks new: that its data was cleared and how to get it back, or that this is a private window.

import { Show, type JSX } from "solid-js";
import { Banner } from "../../ui/notice/banner.tsx";
import { longDayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import styles from "./first-notice.module.css";
import type { Past } from "./past.ts";

export function FirstNotice(props: { readonly past: Past }): JSX.Element {
  return (
    <div class={styles["notice"]}>
      <Show when={props.past.clearedAfter()}>{(day) => <Banner tone="plain" text={t("evicted.text", longDayText(day()))} />}</Show>
      <Show when={props.past.isPrivate()}>
        <Banner tone="plain" text={t("private.text")} />
      </Show>
    </div>
  );
}
