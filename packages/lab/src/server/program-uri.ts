/** What the proxy sees to itself: TLS, the choice among several servers, compression that it could not read. */
const notForTheProgram =
  /^(tls|ssl|srv|replicaset$|directconnection$|loadbalanced$|compressors$|zlib|proxy|authsource$)/i;

/**
 * Returns the connection string for the program: the credentials and settings of `uri`, but one plain
 * address on loopback, where the proxy listens.
 *
 * @param facts what the driver found out about `uri`, its TXT record included
 */
export function toProgramUri(
  uri: string,
  facts: { loadBalanced?: boolean; credentials?: { source: string } | undefined },
  port: number,
  database: string,
): string {
  const [, userInfo = "", query = ""] =
    /^[^:]+:\/\/(?:([^/?#]*)@)?[^/?#]*(?:\/[^?#]*)?(?:\?([^#]*))?/.exec(uri) ?? [];
  const settings = query
    .split("&")
    .filter((setting) => setting !== "" && !notForTheProgram.test(setting.split("=", 1)[0] ?? ""));
  if (facts.credentials)
    settings.unshift(`authSource=${encodeURIComponent(facts.credentials.source)}`);
  settings.unshift(facts.loadBalanced ? "loadBalanced=true" : "directConnection=true");
  const user = userInfo === "" ? "" : `${userInfo}@`;
  return `mongodb://${user}127.0.0.1:${port}/${database}?${settings.join("&")}`;
}
