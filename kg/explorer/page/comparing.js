// Two halves of what passes the filters, side by side: two periods, or two publishers.

import { allStatements, period } from "./data.js";
import { NOTHING, facetOf } from "./facets.js";
import { dayWords } from "./words.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./state.js").Filters} Filters
 *
 * @typedef {{ by: "time", day: number }} Periods  the second period begins on that day
 * @typedef {{ by: "pub", left: string, right: string }} Publishers
 * @typedef {Periods | Publishers} Comparison
 */

/** Whether there are two periods that can be compared. */
export const hasPeriods = period.last > period.first;

/** Whether there are two publishers. */
export const hasPublishers = facetOf("pub").all.length > 1;

/** What a comparison begins with, or null where there is nothing to compare. @returns {Comparison | null} */
export function firstComparison(/** @type {"time" | "pub"} */ by = hasPeriods ? "time" : "pub") {
  if (by === "time" && hasPeriods) return { by, day: middleDay() };
  const [left, right] = facetOf("pub").all;
  return hasPublishers ? { by: "pub", left, right } : null;
}

/** The filters of the two sides. @returns {[Filters, Filters] | null} */
export function filtersOfSides(/** @type {State} */ { compare, filters }) {
  if (!compare) return null;
  if (compare.by === "time") {
    // An empty period is one that ends before it begins.
    return [
      { ...filters, to: Math.min(filters.to, compare.day - 1) },
      { ...filters, from: Math.max(filters.from, compare.day) },
    ];
  }
  const printedBy = (name) => ({ ...filters, chosen: new Map(filters.chosen).set("pub", new Set([name])) });
  return [printedBy(compare.left), printedBy(compare.right)];
}

/** The filters of both sides together. @returns {Filters} */
export function filtersOfBoth(/** @type {State} */ { compare, filters }) {
  if (compare?.by !== "pub") return filters;
  return { ...filters, chosen: new Map(filters.chosen).set("pub", new Set([compare.left, compare.right])) };
}

/** What the two sides are called. @returns {[string, string]} */
export function sideNames(/** @type {Comparison} */ compare) {
  if (compare.by === "time") return [`before ${dayWords(compare.day)}`, `from ${dayWords(compare.day)} on`];
  return [publisherName(compare.left), publisherName(compare.right)];
}

/** The name of a publisher, or of none. */
export function publisherName(/** @type {string} */ value) {
  return value === NOTHING ? "publisher not named" : value;
}

/** The day that has as many statements before it as after it, or the next one that has any before it. */
function middleDay() {
  const days = allStatements.flatMap(({ day }) => (day === null ? [] : [day])).sort((a, b) => a - b);
  return Math.max(days[Math.floor(days.length / 2)], period.first + 1);
}
