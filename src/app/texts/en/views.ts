// Saved views: filters that are kept under a name.

import { plural } from "./plural.ts";

export const views = {
  "views.save": "Save as view",
  "views.saveOther": "Save as another view",
  "views.keep": "Keep this filter in the view",
  "views.back": "Discard",
  "views.make": "Save view",
  "views.about": "It stands beside your lists, on all your devices, and shows what fits at any time.",
  "views.rename": "Rename view",
  "views.menu": (name: string) => `Actions for the view ${name}`,
  "views.up": "Move view up",
  "views.down": "Move view down",
  "views.trash": "Move view to trash",
  "views.restoreLabel": (name: string) => `Restore the view ${name}`,
  "views.trashed": "Views in the trash",
  "views.tasksStay": "Its tasks stay where they are.",
  "views.shows": (conditions: string) => `Open tasks: ${conditions}`,
  "views.showsAll": "All open tasks",
  "views.ask.text": (words: string) => `“${words}” in the title`,
  "views.ask.due": (when: string) => `due: ${when}`,
  "views.ask.list": (name: string) => `in ${name}`,
  "views.listGone": "a list that is not here",
  "views.unknown": (count: number) =>
    plural(count, {
      one: "This view also asks for something that only a newer version of Daybook knows. It may show more tasks here than elsewhere. What is not known here stays in the view as it is.",
      other:
        "This view also asks for # things that only a newer version of Daybook knows. It may show more tasks here than elsewhere. What is not known here stays in the view as it is.",
    }),
  "views.newer": "This view was made by a newer version of Daybook. It can be used here, but not changed.",
  "views.empty.title": "Nothing fits this view.",
  "views.empty.text":
    "Open tasks that fit come by themselves. What you write above gets what the view asks for, as far as that can be given.",
  "views.gone.title": "This view is not here.",
  "views.gone.text": "It may be on its way from another device, or deleted for good.",
  "views.inTrash.title": "This view is in the trash.",
  "views.inTrash.text": "Its tasks are where they were.",
  "views.added": (list: string) => `Added to ${list}. It does not fit this view.`,
  "palette.view": "view",
  "act.viewMade": (name: string) => `View saved: ${name}`,
  "act.viewRenamed": (name: string) => `View renamed: ${name}`,
  "act.viewKept": (name: string) => `Filter kept in the view: ${name}`,
  "act.viewTrashed": (name: string) => `View moved to trash: ${name}`,
  "act.viewRestored": (name: string) => `View restored: ${name}`,
  "name.viewMade": (name: string) => `saving the view “${name}”`,
  "name.viewRenamed": "renaming a view",
  "name.viewKept": (name: string) => `the filter of the view “${name}”`,
  "name.viewTrashed": (name: string) => `moving the view “${name}” to the trash`,
  "name.viewRestored": (name: string) => `restoring the view “${name}”`,
} as const;
