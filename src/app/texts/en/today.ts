// Today and what is to come.

export const today = {
  "view.today": "Today",
  "view.upcoming": "Upcoming",
  "heading.overdue": "Overdue",
  "heading.today": "Today",
  "heading.started": "Started",
  "today.pageTitle": (count: number) => `(${count}) Daybook`,
  "today.moveAll": "Move all to today",
  "empty.upcoming.title": "Nothing is coming up.",
  "empty.upcoming.text": "Tasks with a later day gather here, the nearest first.",
} as const;
