// The spaces, to go from one to another: in the rail, and on the page of all places on narrow screens. There is nothing to choose before a second one is made.

import Boxes from "lucide-solid/icons/boxes";
import Ellipsis from "lucide-solid/icons/ellipsis";
import Plus from "lucide-solid/icons/plus";
import User from "lucide-solid/icons/user";
import Users from "lucide-solid/icons/users";
import { createUniqueId, For, Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { SpaceInfo } from "../../replica/face/spaces.ts";
import { IconButton } from "../../ui/button/button.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import { spaceName } from "./spaces.ts";
import styles from "./spaces.module.css";

export type SpaceListProps = {
  readonly onNew: () => void;
  /** Of the one that is on screen. */
  readonly onPeople: () => void;
};

export function SpaceList(props: SpaceListProps): JSX.Element {
  const { spaces, canStore } = useApp();
  const heading = createUniqueId();
  const ids = (): readonly SpaceInfo["id"][] => spaces.all().map(({ id }) => id);
  return (
    <section aria-labelledby={heading}>
      <div class={styles["head"]}>
        <h2 class={styles["heading"]} id={heading}>
          {t("spaces.title")}
        </h2>
        <IconButton icon={Plus} label={t("spaces.new")} disabled={!canStore()} aria-haspopup="dialog" onClick={() => props.onNew()} />
      </div>
      <ul>
        <Show when={ids().length > 0}>
          <li class={styles["line"]}>
            <button
              type="button"
              class={styles["space"]}
              aria-current={spaces.together() ? "true" : undefined}
              onClick={() => spaces.show(null)}
            >
              <Boxes size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
              <span class={styles["name"]}>{t("spaces.together")}</span>
            </button>
          </li>
        </Show>
        <For each={ids()}>
          {(id) => (
            <Show when={spaces.all().find((space) => space.id === id)}>
              {(space) => <SpaceLine space={space()} onPeople={() => props.onPeople()} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={spaces.cannotOpen() > 0}>
        <p class={styles["failed"]}>{t("spaces.cannotOpen", spaces.cannotOpen())}</p>
      </Show>
    </section>
  );
}

function SpaceLine(props: { readonly space: SpaceInfo; readonly onPeople: () => void }): JSX.Element {
  const { spaces } = useApp();
  const isHere = (): boolean => spaces.shownKey() === (props.space.isOwn ? null : props.space.id);
  return (
    <li class={styles["line"]}>
      <button
        type="button"
        class={styles["space"]}
        aria-current={isHere() ? "true" : undefined}
        onClick={() => spaces.show(props.space.id)}
      >
        <Dynamic component={props.space.isOwn ? User : Users} size="1.25rem" strokeWidth={1.75} aria-hidden="true" />
        <span class={styles["name"]} translate={props.space.isOwn ? undefined : "no"} dir="auto">
          {spaceName(props.space)}
        </span>
      </button>
      <Show when={isHere() && !props.space.isOwn}>
        <IconButton icon={Ellipsis} label={t("spaces.people")} aria-haspopup="dialog" onClick={() => props.onPeople()} />
      </Show>
    </li>
  );
}
