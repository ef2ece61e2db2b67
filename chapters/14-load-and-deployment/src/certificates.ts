import { generate } from "selfsigned";

const commonName = (value: string) => [{ name: "commonName", value }];
const kind = { keyType: "ec", algorithm: "sha256" } as const;

/** Makes an authority: who has its certificate trusts all that it signs. */
export async function createAuthority(name: string) {
  const { private: key, cert } = await generate(commonName(name), {
    ...kind,
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, critical: true },
    ],
  });
  return { key, cert };
}

/** Makes a certificate for 127.0.0.1, signed by `ca`. */
export async function createCertificate(ca: { key: string; cert: string }) {
  const { private: key, cert } = await generate(commonName("database"), {
    ...kind,
    ca,
    extensions: [
      { name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] },
    ],
  });
  return { key, cert };
}
