// The facets that statements are filtered by, and the values that each of them has.

import { allStatements, issueLabels } from "./data.js";
import { SIGNS, SIGN_WORDS } from "./words.js";

/**
 * @typedef {object} Facet
 * @property {string} id  also its name in the address
 * @property {string} title
 * @property {(statement: import("./data.js").Statement) => string[]} values
 * @property {(value: string) => string} label
 * @property {string[]} all  every value, the commonest first
 */

/** What a facet calls the statements that have nothing there. */
export const NOTHING = "";

/** @type {Facet[]} */
export const FACETS = [
  facet(
    "pol",
    "Sign",
    (one) => [String(one.sign)],
    (value) => SIGN_WORDS.get(Number(value))?.tile ?? value,
  ),
  facet(
    "who",
    "Whose words",
    (one) => [one.stated ? "stated" : "ascribed"],
    (value) => value,
  ),
  facet(
    "rel",
    "Relation",
    (one) => [one.relation],
    (value) => value,
  ),
  facet("iss", "Issue", (one) => (one.issues.length ? one.issues : [NOTHING]), issueLabel),
  facet(
    "pub",
    "Publisher",
    (one) => [one.source.publisher ?? NOTHING],
    (value) => value || "not named",
  ),
];

/** The facet of that id. */
export function facetOf(/** @type {string} */ id) {
  return /** @type {Facet} */ (FACETS.find((one) => one.id === id));
}

/** The label of an issue, or of none. */
export function issueLabel(/** @type {string} */ id) {
  return id === NOTHING ? "no issue named" : (issueLabels.get(id) ?? id);
}

function facet(id, title, values, label) {
  const counts = new Map(id === "pol" ? SIGNS.map((sign) => [String(sign), 0]) : []);
  for (const statement of allStatements) {
    for (const value of values(statement)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const all = [...counts.keys()].sort(
    (a, b) =>
      Number(a === NOTHING) - Number(b === NOTHING) ||
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0) ||
      (a < b ? -1 : 1),
  );
  return { id, title, values, label, all };
}
