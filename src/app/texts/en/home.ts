// A device without a window that is always on, and the code that it shows.

export const home = {
  "home.code":
    "The code of a home device works here too, without a relay, while both are in the same network. If the home device is new, it is let in here, and your tasks go to it.",
  "fail.home-unreachable":
    "The home device does not answer at the address in its code. Nothing has changed. It must be running and showing the code, in the same network as this device (no guest network, no VPN), and its firewall must let the UDP port through.",
  "fail.no-direct":
    "This browser cannot connect to a home device directly, or the code for that cannot be loaded now. Nothing has changed. Use the code of a relay instead.",
} as const;
