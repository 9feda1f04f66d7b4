// What the reader has chosen. Everything else on the page follows from it.

import { period } from "./data.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Source} Source
 * @typedef {{ kind: "node", node: PageNode }} NodeSelection
 * @typedef {{ kind: "link", from: PageNode, to: PageNode }} LinkSelection
 * @typedef {{ kind: "document", source: Source }} DocumentSelection
 * @typedef {NodeSelection | LinkSelection | DocumentSelection} Selection
 *
 * @typedef {object} Filters
 * @property {Map<string, Set<string>>} chosen  by facet; a facet that is not in it lets everything pass
 * @property {number} least  statements a link
 * @property {number} confidence
 * @property {boolean} tied  only actors with more than one link
 * @property {boolean} core  only the innermost core
 * @property {number} from  day
 * @property {number} to
 *
 * @typedef {object} State
 * @property {Selection | null} selection
 * @property {"network" | "columns" | "spectrum"} layout
 * @property {PageNode | null} axis  the issue of the spectrum; null: the most contested one
 * @property {"picture" | "table"} view
 * @property {"" | "light" | "dark"} theme  empty: as the system has it
 * @property {boolean} everything  draw all links, not only the strongest
 * @property {import("./comparing.js").Comparison | null} compare
 * @property {number} step  of the story, from 1; 0 where it is not told
 * @property {Filters} filters
 */

/** @returns {Filters} */
export function noFilters() {
  return {
    chosen: new Map(),
    least: 1,
    confidence: 0,
    tied: false,
    core: false,
    from: period.first,
    to: period.last,
  };
}

/** What is shown before anything is chosen. @returns {State} */
export function beginning() {
  return {
    selection: null,
    layout: "network",
    axis: null,
    view: "picture",
    theme: "",
    everything: false,
    compare: null,
    step: 0,
    filters: noFilters(),
  };
}

export const state = beginning();

/** @type {((state: State, before: State) => void)[]} */
const listeners = [];

/** Selections that the reader came from, for the way back. @type {(Selection | null)[]} */
const trail = [];

/** Call a function after every change. */
export function onChange(/** @type {(state: State, before: State) => void} */ listener) {
  listeners.push(listener);
}

/** Change something, and show it. */
export function change(/** @type {Partial<State>} */ changes) {
  const before = { ...state };
  Object.assign(state, changes);
  for (const listener of listeners) listener(state, before);
}

/** Change some filters. */
export function changeFilters(/** @type {Partial<Filters>} */ changes) {
  change({ filters: { ...state.filters, ...changes } });
}

/** Let through what a facet's set holds; null lets everything through. */
export function choose(/** @type {string} */ facet, /** @type {Set<string> | null} */ values) {
  const chosen = new Map(state.filters.chosen);
  if (values) chosen.set(facet, values);
  else chosen.delete(facet);
  changeFilters({ chosen });
}

/** Select a node, a link or nothing. */
export function select(/** @type {Selection | null} */ selection) {
  if (same(selection, state.selection)) return;
  if (selection) trail.push(state.selection);
  else trail.length = 0;
  change({ selection });
}

/** Go back to what was selected before. */
export function back() {
  change({ selection: trail.pop() ?? null });
}

/** Whether there is anything but the overview to go back to. */
export function canGoBack() {
  return trail.some((selection) => selection !== null);
}

/** Whether two selections are the same. */
export function same(/** @type {Selection | null} */ one, /** @type {Selection | null} */ other) {
  if (!one || !other || one.kind !== other.kind) return one === other;
  if (one.kind === "node") return other.kind === "node" && one.node === other.node;
  if (one.kind === "document") return other.kind === "document" && one.source === other.source;
  return other.kind === "link" && one.from === other.from && one.to === other.to;
}
