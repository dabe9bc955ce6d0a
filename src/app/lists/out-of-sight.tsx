// What stands at the head of a list that is archived, or a template. Loaded on first use.

import { Show, type JSX } from "solid-js";
import type { ListRow } from "../../model/list-row.ts";
import { Button } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { makeListCopies } from "./list-copies.ts";
import styles from "./lists.module.css";

export function OutOfSight(props: { readonly list: ListRow }): JSX.Element {
  const { actions, canWriteIn } = useApp();
  return (
    <p class={styles["outOfSight"]}>
      {t(props.list.template ? "lists.isTemplate" : "lists.isArchived")}
      <Show when={!props.list.template}>
        <Button look="quiet" disabled={!canWriteIn(props.list)} onClick={() => makeListCopies(actions).archive(props.list, false)}>
          {t("lists.restore")}
        </Button>
      </Show>
    </p>
  );
}
