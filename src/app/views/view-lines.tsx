// The saved views on the page of all places, each with what can be done to it.

import { For, Show, type JSX } from "solid-js";
import { viewName } from "../client/views.ts";
import styles from "../lists/lists.module.css";
import { useApp } from "../shell/app-context.ts";
import { fragmentOfView } from "../shell/place.ts";
import { SpaceMark } from "../spaces/space-mark.tsx";
import { t } from "../texts/messages.ts";
import { ViewActions } from "./view-actions.tsx";
import { ViewMark } from "./view-mark.tsx";

export function ViewLines(): JSX.Element {
  const { views } = useApp();
  return (
    <Show when={views.shown().length > 0}>
      <section aria-label={t("view.views")}>
        <h2 class={styles["heading"]}>{t("view.views")}</h2>
        <ul class={styles["places"]}>
          <For each={views.shown().map(({ id }) => id)}>
            {(id) => (
              <Show when={views.find(id)}>
                {(view) => (
                  <li class={styles["line"]}>
                    <a class={styles["link"]} href={fragmentOfView(id)}>
                      <ViewMark view={view()} class={styles["icon"]} />
                      <span class={styles["name"]} translate="no" dir="auto">
                        {viewName(view())}
                      </span>
                      <SpaceMark space={view().space} />
                    </a>
                    <ViewActions view={view()} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}
