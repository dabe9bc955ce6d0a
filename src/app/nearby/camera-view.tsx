// The camera's picture with a frame to hold a code into. It asks for the camera when it comes on screen and lets it go whenever it is not seen; what it
// cannot show it says, with what to do. Typing or pasting is the caller's to offer beside it.

import { createSignal, Match, onCleanup, onMount, Show, Switch, untrack, type JSX } from "solid-js";
import { Button } from "../../ui/button/button.tsx";
import { t } from "../texts/messages.ts";
import { closeCamera, openCamera, type CameraFailure, type OpenCamera } from "./open-camera.ts";
import { searchCodes } from "./search-codes.ts";
import page from "../shell/page.module.css";
import styles from "./nearby.module.css";

type CameraState =
  | { readonly kind: "asking" }
  | { readonly kind: "open"; readonly camera: OpenCamera }
  | { readonly kind: "failed"; readonly failure: CameraFailure }
  /** The page is not seen. */
  | { readonly kind: "resting" };

export type CameraViewProps = {
  /** Each code once, until another is seen. */
  readonly onText: (text: string) => void;
  /** Whether there is a picture is known now: it was allowed, or it will not be. */
  readonly onSettled?: () => void;
};

type CameraDesk = {
  readonly state: () => CameraState;
  readonly open: (cameraId: string | null) => void;
};

/** Open while the page is seen, one at a time. */
function createCamera(onSettled: () => void): CameraDesk {
  const [state, setState] = createSignal<CameraState>({ kind: "asking" });
  let present: OpenCamera | null = null;
  let chosenId: string | null = null;
  let lastTurn = 0;
  const close = (): void => {
    lastTurn += 1;
    if (present !== null) closeCamera(present);
    present = null;
  };
  const open = async (): Promise<void> => {
    close();
    const turn = lastTurn;
    setState({ kind: "asking" });
    const media: MediaDevices | undefined = navigator.mediaDevices;
    const opened = await openCamera(media, chosenId);
    if (turn !== lastTurn) {
      if (opened.ok) closeCamera(opened.value);
      return;
    }
    if (opened.ok) {
      present = opened.value;
      // Unplugged, or taken away by the system.
      for (const track of present.stream.getTracks()) track.addEventListener("ended", () => turn === lastTurn && fail("in-use"));
      setState({ kind: "open", camera: present });
    } else setState({ kind: "failed", failure: opened.error });
    onSettled();
  };
  const fail = (failure: CameraFailure): void => {
    close();
    setState({ kind: "failed", failure });
  };
  const onVisibility = (): void => {
    if (document.visibilityState === "visible" && state().kind === "resting") void open();
    // Not while it asks: some browsers hide the page behind their question.
    if (document.visibilityState === "hidden" && state().kind === "open") {
      close();
      setState({ kind: "resting" });
    }
  };
  document.addEventListener("visibilitychange", onVisibility);
  onCleanup(() => {
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  });
  onMount(() => void open());
  return {
    state,
    open(cameraId) {
      chosenId = cameraId;
      void open();
    },
  };
}

export function CameraView(props: CameraViewProps): JSX.Element {
  const camera = createCamera(() => untrack(() => props.onSettled)?.());
  const shown = (): OpenCamera | null => {
    const state = camera.state();
    return state.kind === "open" ? state.camera : null;
  };
  const failure = (): CameraFailure | null => {
    const state = camera.state();
    return state.kind === "failed" ? state.failure : null;
  };
  return (
    <div class={styles["camera"]}>
      <Switch fallback={<p class={page["quiet"]}>{t("camera.asking")}</p>}>
        <Match when={shown()}>
          {(open) => <Picture camera={open()} onText={(text) => props.onText(text)} onNext={(nextId) => camera.open(nextId)} />}
        </Match>
        <Match when={failure()}>
          {(reason) => (
            <>
              <p role="alert">{t(`camera.${reason()}`)}</p>
              <Show when={reason() !== "insecure"}>
                <div class={page["buttons"]}>
                  <Button look="plain" onClick={() => camera.open(null)}>
                    {t("camera.again")}
                  </Button>
                </div>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </div>
  );
}

type PictureProps = { readonly camera: OpenCamera; readonly onText: (text: string) => void; readonly onNext: (nextId: string) => void };

function Picture(props: PictureProps): JSX.Element {
  let last: string | null = null;
  const start = (video: HTMLVideoElement): void => {
    video.srcObject = untrack(() => props.camera.stream);
    // A video that is not wanted any more is not an error.
    void video.play().catch(() => undefined);
    // oxlint-disable-next-line solid/reactivity -- called as an event handler is.
    const stop = searchCodes(video, (text) => {
      if (text === last) return;
      last = text;
      props.onText(text);
    });
    onCleanup(() => {
      stop();
      video.srcObject = null;
    });
  };
  return (
    <>
      <div class={styles["picture"]} data-mirror={props.camera.isMirror}>
        <video ref={start} class={styles["video"]} aria-label={t("camera.picture")} muted playsinline />
        <span class={styles["frame"]} aria-hidden="true" />
      </div>
      <Show when={props.camera.nextId}>
        {(nextId) => (
          <Button look="quiet" onClick={() => props.onNext(nextId())}>
            {t("camera.next")}
          </Button>
        )}
      </Show>
    </>
  );
}
