// A device without a window that is always on, and the code that it shows.

export const home = {
  "home.code":
    "The code of a home device works here too, without a relay, while both are in the same network. If the home device is new, it is let in here, and your tasks go to it.",
} as const;
