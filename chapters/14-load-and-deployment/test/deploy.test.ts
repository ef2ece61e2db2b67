import { existsSync, readFileSync } from "node:fs";
import { Script } from "node:vm";
import { parse } from "yaml";
import { expect, test } from "vitest";

const folder = new URL("../deploy/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

interface Service {
  image: string;
  hostname?: string;
  volumes?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  network_mode?: string;
  [field: string]: unknown;
}

interface Conf {
  storage: { dbPath: string };
  replication: { replSetName: string };
  security: { authorization: string; keyFile: string };
  net: { port: number; bindIp: string };
}

// Names that stand twice in a map, and anchors that lead nowhere, are errors of `parse`.
const { services, volumes } = parse(read("compose.yaml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const conf = parse(read("mongod.conf")) as Conf;
const setup = read("setup.js");
const names = ["mongo1", "mongo2", "mongo3"];
const members = names.map((name) => services[name]);

/** "data1:/data/db" in its parts. */
function mountsOf({ volumes: mounts = [] }: Service): { source: string; target: string }[] {
  return mounts.map((mount) => {
    const [source = "", target = ""] = mount.split(":");
    return { source, target };
  });
}

test("the members differ in their names and in where their data lie, and in nothing else", () => {
  const common = members.map((member) => {
    const { hostname: _, volumes: mounts = [], ...rest } = member ?? { image: "" };
    return { ...rest, mounts: mounts.map((mount) => mount.replace(/^data\d:/, "dataN:")) };
  });

  expect(common[1]).toEqual(common[0]);
  expect(common[2]).toEqual(common[0]);
  expect(members.map((member) => member?.hostname)).toEqual(names);
  expect(
    members.map(
      (member) =>
        mountsOf(member ?? { image: "" }).find(({ target }) => target === conf.storage.dbPath)
          ?.source,
    ),
  ).toEqual(["data1", "data2", "data3"]);
});

test("nothing can be reached from outside of its network, and nobody gets in without a password", () => {
  expect(Object.values(services).map(({ ports }) => ports)).toEqual(
    Object.values(services).map(() => undefined),
  );
  expect(conf.security).toEqual({ authorization: "enabled", keyFile: "/key/keyfile" });
  // No password stands in a file.
  const given = Object.values(services).flatMap(({ environment = {} }) =>
    Object.values(environment),
  );
  expect(given.filter((value) => !/\$\{(ADMIN|SHOP)_PASSWORD:\?[^}]+\}/.test(value))).toEqual([]);
});

test("whatever is mounted is there, and every volume is declared", () => {
  const sources = Object.values(services)
    .flatMap(mountsOf)
    .map(({ source }) => source);
  const files = sources.filter((source) => source.startsWith("./"));

  expect(files.filter((file) => !existsSync(new URL(file, folder)))).toEqual([]);
  expect([...new Set(sources.filter((source) => !source.startsWith("./")))].toSorted()).toEqual(
    Object.keys(volumes).toSorted(),
  );
});

test("whom a service waits for, and whose network it has, is a service", () => {
  const wanted = Object.values(services).flatMap(
    ({ depends_on: waits = {}, network_mode: network }) => [
      ...Object.keys(waits),
      ...(network === undefined ? [] : [network.replace(/^service:/, "")]),
    ],
  );

  expect(wanted.filter((name) => !(name in services))).toEqual([]);
});

test("the set, its members and its users are called the same everywhere", () => {
  const set = conf.replication.replSetName;
  const uri = new URL(
    (services.shop?.environment?.SHOP_URI ?? "")
      .replace(/\$\{[^}]*\}/, "secret")
      .replace(/@[^/]+/, "@hosts"),
  );

  expect(setup).toContain(`_id: "${set}"`);
  expect(setup).toContain(`[${names.map((name) => `"${name}"`).join(", ")}]`);
  expect(setup).toContain(`:${conf.net.port}`);
  expect(uri.searchParams.get("replicaSet")).toBe(set);
  expect(services.shop?.environment?.SHOP_URI).toContain(`@${names.join(",")}/`);
  expect(setup).toContain(`user: "${uri.username}"`);
  expect(setup).toContain(`{ role: "readWrite", db: "${uri.pathname.slice(1)}" }`);
});

test("the script that joins the members can be read", () => {
  expect(() => new Script(setup)).not.toThrow();
});
