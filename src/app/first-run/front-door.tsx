// The first screen, or the app where there is nothing to ask.

import { createSignal, ErrorBoundary, Match, Suspense, Switch, type JSX } from "solid-js";
import { focusMain } from "../shell/sheets.ts";
import { FirstNotice } from "../trouble/first-notice.tsx";
import { placeInLink } from "../recovery/restore-link.ts";
import type { Past } from "../trouble/past.ts";
import type { FirstRun } from "./first-run.ts";
import { lazyPart } from "../texts/lazy-part.ts";

const FirstScreen = lazyPart(async () => (await import("./first-screen.tsx")).FirstScreen);

/** For a first visit: it will be wanted in a moment. */
export const preloadFirstScreen = (): void => void FirstScreen.preload().catch(() => undefined);

export type FrontDoorProps = {
  readonly firstRun: FirstRun;
  readonly isTabOnIos: boolean;
  readonly hasJoinLink: boolean;
  readonly onSheet: (sheet: "join" | "import") => void;
  readonly past: Past;
  readonly app: () => JSX.Element;
};

export function FrontDoor(props: FrontDoorProps): JSX.Element {
  /** Of a recovery sheet whose link the page was opened with. */
  const restorePlace = placeInLink(location.hash);
  // Here, since this screen makes way for a sheet and may come back.
  const [hasGoneOn, setGoneOn] = createSignal(false);
  const begin = (): void => {
    props.firstRun.begin();
    focusMain();
  };
  return (
    <Switch>
      <Match when={props.firstRun.shown() === "app"}>{props.app()}</Match>
      <Match when={props.firstRun.shown() === "first-screen"}>
        {/* Where its file cannot be had, beginning must be possible all the same. */}
        <ErrorBoundary fallback={props.app()}>
          <Suspense>
            <FirstScreen
              isHomeScreenBetter={props.isTabOnIos && !hasGoneOn()}
              onGoOn={() => setGoneOn(true)}
              hasJoinLink={props.hasJoinLink}
              notice={<FirstNotice past={props.past} />}
              restorePlace={restorePlace}
              onRestoring={(isRestoring) => props.firstRun.holdOpen(isRestoring)}
              isReturning={props.past.clearedAfter() !== null}
              onBegin={begin}
              onJoin={() => props.onSheet("join")}
              onImport={() => {
                begin();
                props.onSheet("import");
              }}
            />
          </Suspense>
        </ErrorBoundary>
      </Match>
    </Switch>
  );
}
