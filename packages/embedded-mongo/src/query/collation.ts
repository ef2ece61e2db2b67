import type { Document } from "bson";
import { isPlain } from "../bson/decode.ts";
import type { CompareText } from "../bson/compare.ts";
import type { FoldText } from "../bson/key.ts";
import { MongoError, notSupported, refuseUnknownFields } from "../errors.ts";

/** How strings are ordered and which are equal. https://www.mongodb.com/docs/manual/reference/collation/ */
export interface Collation {
  compare: CompareText;
  /** Returns equal texts for texts that the collation calls equal. */
  fold: FoldText;
  /** As listCollections and explain show it, with all defaults. */
  specification: Document;
}

const fields = new Set([
  "locale",
  "strength",
  "caseLevel",
  "caseFirst",
  "numericOrdering",
  "alternate",
  "maxVariable",
  "normalization",
  "backwards",
  "version",
]);

/**
 * Returns the collation of a command, or undefined for simple binary comparison.
 *
 * @throws MongoError when the specification is not one
 */
export function parseCollation(specification: unknown): Collation | undefined {
  if (specification === undefined || specification === null) return undefined;
  if (!isPlain(specification)) {
    throw new MongoError(
      "TypeMismatch",
      "BSON field 'collation' is the wrong type, expected object",
    );
  }
  refuseUnknownFields("collation", specification, fields);
  const { locale } = specification;
  if (typeof locale !== "string") {
    throw new MongoError(
      "IDLFailedToParse",
      "BSON field 'collation.locale' is missing but a required field",
    );
  }
  if (locale === "simple") return undefined;
  const strength = Number(specification.strength ?? 3);
  if (![1, 2, 3, 4, 5].includes(strength)) {
    throw new MongoError(
      "FailedToParse",
      `Enumeration value '${strength}' for field 'collation.strength' is not a valid value.`,
    );
  }
  const { caseLevel = false, numericOrdering = false, alternate = "non-ignorable" } = specification;
  if (alternate !== "non-ignorable") throw notSupported("collation with alternate: 'shifted'");
  if (specification.backwards === true) throw notSupported("collation with backwards");
  return {
    compare: createCompare(locale, strength, Boolean(caseLevel), specification),
    fold: createFold(strength, Boolean(caseLevel), Boolean(numericOrdering)),
    specification: {
      locale,
      caseLevel,
      caseFirst: specification.caseFirst ?? "off",
      strength,
      numericOrdering,
      alternate,
      maxVariable: specification.maxVariable ?? "punct",
      normalization: specification.normalization ?? false,
      backwards: false,
      version: "57.1",
    },
  };
}

function createCompare(
  locale: string,
  strength: number,
  caseLevel: boolean,
  specification: Document,
): CompareText {
  const sensitivity =
    strength === 1 ? (caseLevel ? "case" : "base") : strength === 2 ? "accent" : "variant";
  const { caseFirst, numericOrdering } = specification;
  const tag = locale.replaceAll("_", "-");
  if (!isKnown(tag)) {
    throw new MongoError("BadValue", `Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
  return new Intl.Collator(tag, {
    sensitivity,
    numeric: numericOrdering === true,
    caseFirst: caseFirst === "upper" || caseFirst === "lower" ? caseFirst : "false",
  }).compare;
}

/** Intl would fall back on the machine's own language. */
function isKnown(tag: string): boolean {
  try {
    return Intl.Collator.supportedLocalesOf(tag).length > 0;
  } catch {
    // It is not a language tag at all.
    return false;
  }
}

/** Strength 1 compares letters only, 2 accents too, 3 case too. */
function createFold(strength: number, caseLevel: boolean, numericOrdering: boolean): FoldText {
  return (text) => {
    let folded = text.normalize(strength < 3 ? "NFKD" : "NFC");
    if (strength === 1) folded = folded.replaceAll(/\p{M}/gu, "");
    if (strength < 3 && !caseLevel) folded = folded.toLowerCase();
    if (numericOrdering) folded = folded.replaceAll(/0+(?=\d)/g, "");
    return folded;
  };
}
