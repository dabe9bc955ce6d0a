// Today and what is to come.

export const today = {
  "view.today": "Today",
  "view.upcoming": "Upcoming",
  "heading.overdue": "Overdue",
  "heading.today": "Today",
  "heading.started": "Started",
  "today.pageTitle": (count: number) => `(${count}) Daybook`,
  "today.moveAll": "Move all to today",
  "empty.today.title": "Nothing left for today.",
  "empty.today.text": "Write a task above and press Enter: it is for today.",
  "empty.today.next": (title: string, day: string) => `Next: “${title}”, ${day}.`,
  "empty.today.upcoming": "See what is coming",
  "empty.upcoming.title": "Nothing is coming up.",
  "empty.upcoming.text": "Tasks with a later day gather here, the nearest first.",
} as const;
