import { expect, test } from "vitest";
import { localNameOf, makeNamesReader, orderAddresses } from "./machine-names.ts";

const ipv4 = (address: string, internal = false) => ({ address, family: "IPv4", internal }) as const;
const ipv6 = (address: string, internal = false) => ({ address, family: "IPv6", internal }) as const;

test("the address that leads out comes first, bridges and tunnels last, and each once", () => {
  const interfaces = {
    lo: [ipv4("127.0.0.1", true), ipv6("::1", true)],
    docker0: [ipv4("172.17.0.1")],
    eth0: [ipv4("192.168.1.5"), ipv6("fd00::5")],
    eth1: [ipv4("169.254.3.3")],
    wlan0: [ipv4("192.168.1.6"), ipv4("192.168.1.5")],
  };
  expect(orderAddresses(interfaces, "192.168.1.6")).toEqual(["192.168.1.6", "192.168.1.5", "169.254.3.3", "fd00::5", "172.17.0.1"]);
  expect(orderAddresses(interfaces, null)[0]).toBe("192.168.1.5");
});

test("addresses that change by the day or cannot be typed are left out", () => {
  expect(orderAddresses({ eth0: [ipv6("2001:db8::5"), ipv6("fe80::1"), ipv6("fdaa::1")] }, null)).toEqual(["fdaa::1"]);
  expect(orderAddresses({}, null)).toEqual([]);
});

test("the local name is the host's first label, where that can be one", () => {
  expect(["Laptop", "laptop.local", "laptop.fritz.box"].map(localNameOf)).toEqual(["laptop.local", "laptop.local", "laptop.local"]);
  expect(["", "localhost", "my_laptop", "-a", "a".repeat(64), "bücher"].map(localNameOf)).toEqual([null, null, null, null, null, null]);
});

test("this machine's names can be read", async () => {
  const { addresses } = await makeNamesReader()();
  expect(addresses.some((address) => address.startsWith("127."))).toBe(false);
});
