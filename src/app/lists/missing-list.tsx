// What stands where a list should be that is not here, with the way back.

import type { JSX } from "solid-js";
import { fragmentOf } from "../shell/place.ts";
import { t } from "../texts/messages.ts";
import styles from "./lists.module.css";

export function MissingList(): JSX.Element {
  return (
    <div class={styles["missing"]}>
      <h1 class={styles["missingTitle"]}>{t("lists.gone.title")}</h1>
      <p class={styles["quiet"]}>{t("lists.gone.text")}</p>
      <a class={styles["back"]} href={fragmentOf("open")}>
        {t("lists.gone.back")}
      </a>
    </div>
  );
}
