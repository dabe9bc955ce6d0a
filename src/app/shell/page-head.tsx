// The head of every page: what must be known before going on, the date, the name of the page, and undo and redo.

import Redo from "lucide-solid/icons/redo-2";
import Search from "lucide-solid/icons/search";
import Undo from "lucide-solid/icons/undo-2";
import { Show, type JSX } from "solid-js";
import { IconButton } from "../../ui/button/button.tsx";
import { spaceName } from "../spaces/spaces.ts";
import { longDayText } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";
import { useApp } from "./app-context.ts";
import styles from "./page-head.module.css";

export type PageHeadProps = {
  readonly banners: JSX.Element;
  /** The page itself says which day it is, which leaves room for the way to search where there are no keys for it. */
  readonly saysDay?: boolean;
  /** What can be done with the page, beside undo and redo. */
  readonly tools?: JSX.Element;
  readonly children: JSX.Element;
};

export function PageHead(props: PageHeadProps): JSX.Element {
  const { today, actions, canWrite, spaces, openSheet } = useApp();
  return (
    <header class={styles["head"]}>
      {props.banners}
      <div class={styles["line"]}>
        <p class={styles["date"]}>
          <Show when={spaces.shared()}>
            {(space) => (
              <span class={styles["space"]} translate="no">
                {spaceName(space())}
              </span>
            )}
          </Show>
          <Show when={spaces.together()}>
            <span class={styles["space"]}>{t("spaces.together")}</span>
          </Show>
          <Show when={props.saysDay !== true}>{longDayText(today())}</Show>
        </p>
        <div class={styles["steps"]}>
          <Show when={props.saysDay}>
            <span class={styles["search"]}>
              <IconButton icon={Search} label={t("nav.search")} aria-haspopup="dialog" onClick={() => openSheet("palette")} />
            </span>
          </Show>
          {props.tools}
          <IconButton
            icon={Undo}
            label={t("menu.undo")}
            aria-keyshortcuts="Control+Z Meta+Z"
            disabled={!actions.canUndo() || !canWrite()}
            onClick={() => void actions.undo()}
          />
          <IconButton
            icon={Redo}
            label={t("menu.redo")}
            aria-keyshortcuts="Control+Shift+Z Meta+Shift+Z"
            disabled={!actions.canRedo() || !canWrite()}
            onClick={() => void actions.redo()}
          />
        </div>
      </div>
      {props.children}
    </header>
  );
}
