// A handful of sample tasks: put in by one action, and taken out by one, but for those the user has written into.

import type { PlainDay } from "../../model/plain-day.ts";
import { makeSampleId, SAMPLE_RANDOM_BYTES } from "../../model/sample.ts";
import type { NewTask } from "../../model/task-intent.ts";
import type { ProfileState } from "../../replica/face.ts";
import type { TaskActions } from "../client/task-actions.ts";
import { addDays } from "../texts/day-texts.ts";
import { t } from "../texts/messages.ts";

type Sample = Omit<NewTask, "id">;

const samplesFor = (today: PlainDay): readonly Sample[] => [
  { title: t("sample.tick"), day: today },
  { title: t("sample.open"), day: null, notes: t("sample.notes") },
  { title: t("sample.call"), day: addDays(today, 1), priority: 1 },
  { title: t("sample.buy"), day: null, tags: [t("sample.tag")] },
  { title: t("sample.plan"), day: addDays(today, 5) },
];

const newSampleId = (): NewTask["id"] => makeSampleId(crypto.getRandomValues(new Uint8Array(SAMPLE_RANDOM_BYTES)));

export async function addSamples(actions: TaskActions, today: PlainDay): Promise<void> {
  const tasks = samplesFor(today).map((sample) => ({ ...sample, id: newSampleId() }));
  await actions.act(
    { kind: "create", tasks, position: { at: "start", list: null } },
    { text: () => t("sample.added"), name: () => t("sample.adding"), toast: true },
  );
}

export async function removeSamples(actions: TaskActions, { samples, editedSamples }: ProfileState): Promise<void> {
  const text = (): string => {
    const removed = t("sample.removed", samples.length);
    return editedSamples === 0 ? removed : `${removed} ${t("sample.kept", editedSamples)}`;
  };
  await actions.act({ kind: "trash", ids: samples }, { text, name: () => t("sample.removing"), toast: true });
}
