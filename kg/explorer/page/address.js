// The address after “#” says what is looked at, so that a link shows exactly this.
// What makes no sense in it is ignored.

import { hasPeriods } from "./comparing.js";
import { nodeById, period, sourceById } from "./data.js";
import { FACETS, facetOf } from "./facets.js";
import { noFilters } from "./state.js";
import { dayNumber, isoDay } from "./words.js";

/**
 * @typedef {import("./state.js").State} State
 */

const LAYOUTS = ["network", "columns", "spectrum"];
const MOST_STEPS = 999;

/** The fragment for a state; only what differs from the beginning is in it. @returns {string} */
export function fragment(/** @type {State} */ state) {
  const { selection, filters } = state;
  const parts = new URLSearchParams();
  const put = (key, value) => value && parts.set(key, value);
  if (selection?.kind === "node") put("sel", `n:${safe(selection.node.id)}`);
  if (selection?.kind === "link") put("sel", `e:${safe(selection.from.id)}|${safe(selection.to.id)}`);
  if (selection?.kind === "document") put("sel", `d:${safe(selection.source.id)}`);
  for (const { id } of FACETS) {
    const chosen = filters.chosen.get(id);
    if (chosen) parts.set(id, [...chosen].map(safe).join(","));
  }
  put("t0", filters.from > period.first && isoDay(filters.from));
  put("t1", filters.to < period.last && isoDay(filters.to));
  put("w", filters.least > 1 && String(filters.least));
  put("c", filters.confidence > 0 && String(filters.confidence));
  put("deg", filters.tied && "2");
  put("core", filters.core && "1");
  put("lay", state.layout !== "network" && state.layout);
  put("on", state.axis && safe(state.axis.id));
  put("cmp", comparedAs(state.compare));
  put("step", state.step > 0 && String(state.step));
  put("all", state.everything && "1");
  put("v", state.view === "table" && "table");
  put("theme", state.theme);
  return parts.toString();
}

/** The state that a fragment asks for. @returns {State} */
export function stateOf(/** @type {string} */ text) {
  const parts = new URLSearchParams(text.replace(/^#/, ""));
  const layout = parts.get("lay") ?? "";
  const theme = parts.get("theme") ?? "";
  const axis = nodeById.get(plain(parts.get("on") ?? ""));
  return /** @type {State} */ ({
    selection: selectionOf(parts.get("sel") ?? ""),
    layout: LAYOUTS.includes(layout) ? layout : "network",
    axis: axis?.issue ? axis : null,
    compare: comparisonOf(parts.get("cmp") ?? ""),
    step: Math.min(MOST_STEPS, Math.max(0, Math.round(Number(parts.get("step"))) || 0)),
    view: parts.get("v") === "table" ? "table" : "picture",
    theme: theme === "dark" || theme === "light" ? theme : "",
    everything: parts.get("all") === "1",
    filters: filtersOf(parts),
  });
}

function filtersOf(parts) {
  const filters = noFilters();
  for (const { id, all } of FACETS) {
    if (!parts.has(id)) continue;
    const asked = new Set(parts.get(id).split(",").map(plain));
    const known = all.filter((value) => asked.has(value));
    // An empty list is a choice (nothing passes), a list of unknown values is a mistake.
    if ((known.length || parts.get(id) === "") && known.length < all.length)
      filters.chosen.set(id, new Set(known));
  }
  filters.from = within(dayNumber(parts.get("t0")), filters.from);
  filters.to = Math.max(filters.from, within(dayNumber(parts.get("t1")), filters.to));
  filters.least = Math.min(10, Math.max(1, Math.round(Number(parts.get("w"))) || 1));
  filters.confidence = Math.min(0.95, Math.max(0, Number(parts.get("c")) || 0));
  filters.tied = parts.get("deg") === "2";
  filters.core = parts.get("core") === "1";
  return filters;
}

function comparedAs(compare) {
  if (!compare) return "";
  return compare.by === "time" ? isoDay(compare.day) : `${safe(compare.left)}|${safe(compare.right)}`;
}

function comparisonOf(text) {
  const day = dayNumber(text);
  if (day !== null)
    return hasPeriods && day > period.first && day <= period.last ? { by: "time", day } : null;
  const names = text.split("|").map(plain);
  const known = names.length === 2 && names.every((name) => facetOf("pub").all.includes(name));
  return known ? { by: "pub", left: names[0], right: names[1] } : null;
}

function selectionOf(text) {
  const source = text.startsWith("d:") && sourceById.get(plain(text.slice(2)));
  if (source) return { kind: "document", source };
  const [from, to] = text
    .slice(2)
    .split("|")
    .map((id) => nodeById.get(plain(id)));
  if (text.startsWith("n:") && from) return { kind: "node", node: from };
  if (text.startsWith("e:") && from && to) return { kind: "link", from, to };
  return null;
}

function within(day, otherwise) {
  return day !== null && day >= period.first && day <= period.last ? day : otherwise;
}

/** Ids may hold the very signs that divide them here. */
function safe(id) {
  return id.replace(/[%,|]/g, encodeURIComponent);
}

function plain(text) {
  return text.replace(/%(25|2C|7C)/g, decodeURIComponent);
}
