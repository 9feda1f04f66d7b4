// What is shown, in words: for pictures, which travel without their page, and for print.

import { sideNames } from "./comparing.js";
import { period, meta } from "./data.js";
import { FACETS } from "./facets.js";
import { dayWords, number, plural } from "./words.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./view.js").View} View
 */

const FEW_NAMED = 3;

/** How much of what is shown. @returns {string} */
export function countWords(/** @type {View} */ { statements, drawnNodes, drawn }) {
  return [
    `${number(statements.length)} of ${plural(meta.counts.statements, "statement")}`,
    plural(drawnNodes.size, "node"),
    drawn.length > 0 && plural(drawn.length, "link"),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Every filter that is set, and what is selected. @returns {string} */
export function filterWords(
  /** @type {State} */ { filters, selection, compare, layout },
  /** @type {View} */ view,
) {
  const { from, to, least, confidence, tied, core } = filters;
  return [
    Number.isFinite(from) && from <= to && `${dayWords(from)} – ${dayWords(to)}`,
    ...FACETS.map((facet) => facetWords(facet, filters.chosen.get(facet.id))),
    least > 1 && `at least ${plural(least, "statement")} a link`,
    confidence > 0 && `confidence from ${Math.round(confidence * 100)}%`,
    tied && "without actors that have one link",
    core && `core only: everybody linked to ${plural(view.core.degree, "other")} or more`,
    layout === "spectrum" && view.axis && `mean stance on ${view.axis.label}`,
    compare && sideNames(compare).join(" | "),
    selection && subjectWords(selection),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** What there is to see, for those who listen. @returns {string} */
export function viewWords(/** @type {State} */ { view, layout, compare }, /** @type {View} */ { axis }) {
  if (view === "table") return "Table of the statements";
  const what = { network: "Network", columns: "Actors and issues", spectrum: "Spectrum" }[layout];
  const over = layout === "spectrum" && axis ? ` on ${axis.label}` : "";
  return what + over + (compare ? `, ${sideNames(compare).join(" and ")}` : "");
}

/** Whether anything but the period of all statements is filtered. */
export function isFiltered(/** @type {import("./state.js").Filters} */ filters) {
  const { chosen, least, confidence, tied, core, from, to } = filters;
  const thinned = least > 1 || confidence > 0 || tied || core;
  return chosen.size > 0 || thinned || from !== period.first || to !== period.last;
}

function facetWords({ title, all, label }, chosen) {
  if (!chosen) return "";
  const some = all.filter((value) => chosen.has(value)).map(label);
  if (some.length > FEW_NAMED && all.length - some.length <= FEW_NAMED) {
    const without = all.filter((value) => !chosen.has(value)).map(label);
    return `${title.toLowerCase()} other than ${without.join(", ")}`;
  }
  const rest = some.length > FEW_NAMED ? `, ${number(some.length - FEW_NAMED)} more` : "";
  return `${title.toLowerCase()}: ${some.slice(0, FEW_NAMED).join(", ") || "none"}${rest}`;
}

function subjectWords(selection) {
  if (selection.kind === "node") return `links of ${selection.node.label}`;
  if (selection.kind === "link") return `${selection.from.label} → ${selection.to.label}`;
  return `links in ${selection.source.title ?? selection.source.id}`;
}
