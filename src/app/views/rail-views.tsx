// The saved views in the rail, where there are some. They are put in order as lists are: by dragging, by Alt with the arrow keys, or from a view's menu.

import { createMemo, For, Show, type JSX } from "solid-js";
import type { ItemId } from "../../base/ids.ts";
import type { ViewRow } from "../../model/view-row.ts";
import { viewName } from "../client/views.ts";
import { useOrderDrag } from "../drag/drag-context.ts";
import { keepFocus } from "../lists/keep-focus.ts";
import { positionOfList } from "../lists/list-commands.ts";
import styles from "../lists/lists.module.css";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfView, type Place } from "../shell/place.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { moveKeyCommand } from "../tasks/row/row-keys.ts";
import { t } from "../texts/messages.ts";
import { moveView } from "./view-order.ts";
import { ViewMark } from "./view-mark.tsx";

export function RailViews(props: { readonly place: Place }): JSX.Element {
  const { views } = useApp();
  const ids = createMemo(() => views.shown().map(({ id }) => id));
  const isHere = (id: ItemId): boolean => props.place.kind === "view" && props.place.view === id;
  return (
    <Show when={ids().length > 0}>
      <section class={styles["rail"]} aria-labelledby="rail-views">
        <div class={styles["head"]}>
          <h2 class={styles["heading"]} id="rail-views">
            {t("view.views")}
          </h2>
        </div>
        <ul>
          <For each={ids()}>{(id) => <Show when={views.find(id)}>{(view) => <RailView view={view()} isHere={isHere(id)} />}</Show>}</For>
        </ul>
      </section>
    </Show>
  );
}

function RailView(props: { readonly view: ViewRow; readonly isHere: boolean }): JSX.Element {
  const { actions, views, canWriteIn } = useApp();
  /** Those of its space, which alone it can be among. */
  const mates = (): readonly ViewRow[] => views.shown().filter(({ space }) => space === props.view.space);
  const drag = useOrderDrag({
    kind: "view",
    row: () => props.view,
    nameOf: viewName,
    all: mates,
    move: (view, at, beside, newIndex) => moveView(actions, view, { at, view: beside }, newIndex, mates().length),
  });
  const onKeyDown = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
    const to = moveKeyCommand(event);
    if (to === null || props.view.newer || !canWriteIn(props.view)) return;
    event.preventDefault();
    const moved = positionOfList(
      mates().map(({ id }) => id),
      props.view.id,
      to,
    );
    if (moved === null) return;
    const link = event.currentTarget;
    moveView(actions, props.view, { at: moved.at, view: moved.beside }, moved.newIndex, mates().length);
    keepFocus(link);
  };
  return (
    <li ref={drag}>
      <a
        class={styles["link"]}
        href={fragmentOfView(props.view.id)}
        aria-current={props.isHere ? "page" : undefined}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onKeyDown={onKeyDown}
      >
        <ViewMark view={props.view} class={styles["icon"]} />
        <span class={styles["name"]} translate="no" dir="auto">
          {viewName(props.view)}
        </span>
        <SpaceMark space={props.view.space} />
      </a>
    </li>
  );
}
