// The settings.

export const settings = {
  "settings.device": "Device",
  "settings.about": "About Daybook",
  "settings.version": (build: string) => `Version ${build}`,
  "settings.language": "Language",
  "settings.browserLanguage": "Same as this browser",
  "badge.title": "Number of tasks",
  "badge.explain":
    "How many tasks are overdue or due today: on the icon of the installed app, and in the title of the tab. For this browser alone.",
  "badge.on": "Overdue and today",
  "badge.off": "No number",
  "settings.change": "Change",
  "settings.storage": "Storage",
  "settings.appAddress": "App address",
  "settings.appAddressExplain": "Where the devices you invite open Daybook. It need not be where the relay is.",
  "settings.appAddressHint": "For example https://daybook.example",
  "settings.appAddressBad": "Daybook cannot be opened there. The address starts with https://.",
  "settings.appAddressOwn": "Use this page’s address",
} as const;
