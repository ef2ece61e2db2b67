/** See record-format.mjs; for packages that do not look into JavaScript. */
export const record: {
  readonly fields: 4;
  readonly bytes: 32;
  readonly header: 1;
  readonly ready: 2;
  readonly firstLine: 3;
  readonly after: 4;
  readonly exit: 5;
  readonly dropped: 6;
  readonly name: 7;
  readonly begin: 8;
  readonly processor: 9;
  readonly posted: 10;
  readonly received: 11;
  readonly port: 12;
  readonly firstResource: 16;
  readonly ports: 65_536;
};
