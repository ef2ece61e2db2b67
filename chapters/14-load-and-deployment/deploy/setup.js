// Joins the three members and makes the users, once. Runs in mongosh, on mongo1's own network: see compose.yaml.
// To run it again does no harm.
const { ADMIN_PASSWORD, SHOP_PASSWORD } = process.env;
const admin = db.getSiblingDB("admin");

// 23 AlreadyInitialized; 13 Unauthorized: there are users by now, so it has been done.
const done = [13, 23];

try {
  rs.initiate({
    _id: "three",
    // Each member must reach the others by these names, and so must the application.
    members: ["mongo1", "mongo2", "mongo3"].map((name, _id) => ({
      _id,
      host: `${name}:27017`,
      // mongo1 is elected when it can be. Else any of them is, which is as well in earnest.
      priority: name === "mongo1" ? 2 : 1,
    })),
  });
} catch (error) {
  if (!done.includes(error.code)) throw error;
}

// The election takes some seconds.
for (let waitedMs = 0; !admin.hello().isWritablePrimary; waitedMs += 250) {
  if (waitedMs > 60_000)
    throw new Error("mongo1 is not primary after a minute: docker compose logs");
  sleep(250);
}

// The first user can be made without signing in, and from then on nothing can.
try {
  admin.createUser({ user: "admin", pwd: ADMIN_PASSWORD, roles: ["root"] });
} catch (error) {
  if (!done.includes(error.code)) throw error;
}
admin.auth("admin", ADMIN_PASSWORD);

// The application reads and writes in one database. It cannot drop it, and makes no users.
if (!admin.getUser("shop")) {
  admin.createUser({
    user: "shop",
    pwd: SHOP_PASSWORD,
    roles: [{ role: "readWrite", db: "shop" }],
  });
}

print("three members, and the users admin and shop");
