// "Update ready": quiet, in the frame, until the user says now or later. Said aloud once.

import { createEffect, on, Show, type JSX } from "solid-js";
import { Offer } from "../../ui/notice/offer.tsx";
import { useApp } from "../shell/app-context.ts";
import { t } from "../texts/messages.ts";
import type { UpdateClient } from "./update-client.ts";

/** Why the update did not happen; null: nothing stood in its way. */
export function updateProblemText(update: UpdateClient): string | null {
  const problem = update.problem();
  return problem === null ? null : t(`update.${problem}`);
}

export function UpdateOffer(): JSX.Element {
  const { client, update } = useApp();
  // What cannot go on says so itself, with its own way out (banners.tsx).
  const isWorking = (): boolean => client.health() === "running" && client.storage().kind !== "failed";
  return (
    <Show when={update.waiting() !== null && !update.isPutOff() && isWorking()}>
      <Offer
        label={t("update.label")}
        text={t(update.isApplying() ? "update.applying" : "update.ready")}
        problem={updateProblemText(update)}
        accept={{ label: t("update.now"), run: () => void update.apply() }}
        putOff={{ label: t("update.later"), run: () => update.putOff() }}
      />
    </Show>
  );
}

/** For the app, once: says that a version is ready, and changes to it where this one has lost the database to it. */
export function followUpdates({ client, update, say }: Pick<ReturnType<typeof useApp>, "client" | "update" | "say">): void {
  createEffect(
    on(
      () => update.waiting()?.build,
      (build) => {
        if (build !== undefined) say(t("update.ready"));
      },
    ),
  );
  createEffect(() => {
    const storage = client.storage();
    if (storage.kind === "failed" && storage.error.kind === "newer-database") void update.onDatabaseTaken();
  });
}
