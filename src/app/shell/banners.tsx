// What must be known before going on, at the top of every view.

import { createMemo, createSignal, onCleanup, Show, type JSX } from "solid-js";
import type { StorageState, SyncStatus } from "../../replica/face.ts";
import { Banner, type BannerProps } from "../../ui/notice/banner.tsx";
import { mayChange } from "../members/member-texts.ts";
import { spaceName, type Spaces } from "../spaces/spaces.ts";
import { cannotWriteText } from "../texts/error-texts.ts";
import { t } from "../texts/messages.ts";
import type { UpdateClient } from "../update/update-client.ts";
import { followUpdates } from "../update/update-offer.tsx";
import { useApp, type AppContextValue } from "./app-context.ts";
import { Marks } from "./marks.tsx";
import styles from "./shell.module.css";

type Shown = BannerProps | null;

/** Reloads, into the newest version where one waits; what is typed is kept. */
const changeVersion = (update: UpdateClient): BannerProps["action"] => ({ label: t("app.reload"), run: () => void update.apply() });

/** Nothing can be written, now or at all. */
function storageBanner(storage: StorageState, update: UpdateClient): Shown {
  const cannotWrite = cannotWriteText(storage);
  if (cannotWrite !== null) return { tone: "danger", text: cannotWrite, action: changeVersion(update) };
  if (storage.kind === "opening" && storage.waitsForTab === true) return { tone: "plain", text: t("update.waitsForTab") };
  return storage.kind === "full" ? { tone: "danger", text: t("banner.full") } : null;
}

/** Other versions beside this one. A version that waits is offered elsewhere (update-offer.tsx). */
function versionBanner(update: UpdateClient): Shown {
  switch (update.otherVersion()) {
    case "older":
      return {
        tone: "plain",
        text: t("update.tabOlder"),
        action: { label: t("update.reloadOther"), run: () => void update.apply() },
      };
    case "newer":
      return update.waiting() === null ? { tone: "plain", text: t("update.tabNewer"), action: changeVersion(update) } : null;
    case "other":
      return { tone: "plain", text: t("update.tabOther"), action: changeVersion(update) };
    case null:
      return null;
  }
}

/** Why nothing on screen can be changed. */
function readerBanner({ shared, mayWrite }: Spaces): Shown {
  const space = shared();
  if (space === null || mayWrite()) return null;
  if (space.leaving !== null) return { tone: "plain", text: t("spaces.leavingBanner", spaceName(space)) };
  return { tone: "plain", text: space.role === "none" ? t("spaces.youMay.none") : t("spaces.readOnly", spaceName(space)) };
}

/** This device was removed. */
function removedBanner(status: SyncStatus | null, onRemoved: () => void): Shown {
  if (status === null || status.removed === null) return null;
  return { tone: "danger", text: t("removed.banner"), action: { label: t("removed.bannerAction"), run: onRemoved } };
}

/** Among the user's own devices it may read only. */
const ownReaderBanner = (status: SyncStatus | null): Shown => (mayChange(status) ? null : { tone: "plain", text: t("reader.banner") });

/** The one banner that matters most; null when all is well. */
function bannerFor({ client, update, troubles, spaces }: AppContextValue, isIncomplete: boolean, onRemoved: () => void): Shown {
  const broken = (text: string): Shown => ({ tone: "danger", text, action: changeVersion(update) });
  const health = client.health();
  if (health === "wrong-build") {
    return { tone: "danger", text: t("update.mixed"), action: { label: t("update.anew"), run: () => void update.startAnew() } };
  }
  if (health === "died") return broken(t("banner.died"));
  const storage = storageBanner(client.storage(), update);
  if (storage !== null) return storage;
  if (isIncomplete) return broken(t("update.incomplete"));
  if (update.isOvertaken()) return broken(t("update.overtaken"));
  const status = client.status();
  return removedBanner(status, onRemoved) ?? troubles.banner() ?? versionBanner(update) ?? readerBanner(spaces) ?? ownReaderBanner(status);
}

export function Banners(props: { readonly onRemoved: () => void }): JSX.Element {
  const app = useApp();
  followUpdates(app);
  const [isIncomplete, setIncomplete] = createSignal(false);
  // Said by the bundler's loader when a part that is loaded late is nowhere to be had.
  const onPreloadError = (): void => {
    setIncomplete(true);
  };
  addEventListener("vite:preloadError", onPreloadError);
  onCleanup(() => removeEventListener("vite:preloadError", onPreloadError));
  const banner = createMemo(() => bannerFor(app, isIncomplete(), props.onRemoved));
  return (
    <>
      <div class={styles["banners"]} id="cannot-write">
        <Show when={banner()} keyed>
          {(shown) => <Banner {...shown} />}
        </Show>
      </div>
      <Marks />
    </>
  );
}
