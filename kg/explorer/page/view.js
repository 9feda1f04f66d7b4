// What passes the filters, bundled into links; and of these what is drawn.

import { contested } from "./agreement.js";
import { allNodes, allStatements, meta, period } from "./data.js";
import { FACETS } from "./facets.js";
import { meansOn } from "./spectrum.js";
import { coreOf, linksAmong, looseActors } from "./structure.js";

/**
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./state.js").State} State
 * @typedef {import("./tallies.js").Tally} Tally
 *
 * @typedef {object} Link
 * @property {string} key
 * @property {PageNode} from
 * @property {PageNode} to
 * @property {number} sign
 * @property {number} rank
 * @property {Statement[]} statements
 *
 * @typedef {object} View
 * @property {Statement[]} statements  that pass
 * @property {Link[]} links  that pass, the highest ranked first
 * @property {Set<PageNode>} nodes  at an end of those links
 * @property {Set<PageNode>} loose  actors with one link, as if nothing were hidden for that
 * @property {import("./structure.js").Core} core  of all that pass, the loose ones aside if they are hidden
 * @property {Link[]} candidates  that the layout can draw: between columns there are no lines inside one
 * @property {Link[]} drawn
 * @property {Set<PageNode>} drawnNodes
 * @property {Tally[]} tallies  by node: what an actor said, how an issue is received
 * @property {Map<string, Map<string, Tally>>} counts  by facet and value, as if that facet had no filter
 * @property {Statement[]} dated  that pass if the period is left out of account
 * @property {PageNode | null} axis  the issue of the spectrum
 * @property {Map<PageNode, number>} means  where actors stand on it, from −1 to 1
 */

/** More lines than this the browser cannot draw in reasonable time; the table shows them. */
export const DRAWABLE = 6000;

/** So many links of what is selected can be told apart; of more, the strongest are drawn, and the card names all. */
const MOST_AROUND = 80;
const USUAL_ROOM = 330_000; // square pixels, on which the strongest links can be read
const LEAST_SHARE = 0.35;

/** How much is drawn at first. */
export const room = { ...meta.limit };

/** Draw less at first where there is little room. It is decided once: nothing must come or go with the window. */
export function fitRoom(/** @type {number} */ width, /** @type {number} */ height) {
  const share = Math.min(1, Math.max(LEAST_SHARE, (width * height) / USUAL_ROOM));
  room.nodes = Math.max(2, Math.round(share * meta.limit.nodes));
  room.links = Math.max(1, Math.round(share * meta.limit.links));
}

const TIME = 1 << FACETS.length;
const CONFIDENCE = TIME << 1;

/** The issue that a spectrum begins with, once it is looked for. @type {PageNode | null | undefined} */
let firstAxis;

/**
 * What a state shows; of a part of the links only, where one is given.
 *
 * @param {State} state
 * @param {Set<string> | null} among  keys of links
 * @returns {View}
 */
export function viewOf(state, among = null) {
  const masks = allStatements.map((statement) => missed(statement, state.filters));
  const { links, loose, core } = structured(
    bundles(allStatements.filter((_, index) => masks[index] === 0))
      .filter((link) => link.statements.length >= state.filters.least && (among?.has(link.key) ?? true))
      .sort((a, b) => a.rank - b.rank),
    state.filters,
  );
  const passing = links.flatMap((link) => link.statements).sort((a, b) => a.index - b.index);
  const onLine = state.layout === "spectrum";
  const axis = onLine ? axisOf(state) : null;
  const means = onLine ? meansOn(passing, axis) : new Map();
  const candidates = drawable(links, state, axis);
  const drawn = onLine ? between(links, means, state) : chosenLinks(links, candidates, state);
  return {
    statements: passing,
    links,
    nodes: endsOf(links),
    loose,
    core,
    candidates,
    drawn,
    drawnNodes: onLine ? new Set(means.keys()) : drawnNodes(drawn, state),
    tallies: talliesOf(onLine ? passing.filter((one) => one.to === axis) : passing),
    counts: countsOf(masks),
    dated: allStatements.filter((_, index) => (masks[index] & ~TIME) === 0),
    axis,
    means,
  };
}

/**
 * The view of one side of a comparison: what passes its filters, of what the whole view draws.
 *
 * @param {State} state
 * @param {import("./state.js").Filters} filters  of that side
 * @param {View} whole
 * @returns {View}
 */
export function sideOf(state, filters, whole) {
  // How many statements a link has, and how tightly somebody is tied in, counts over both sides.
  const among = new Set(whole.links.map((link) => link.key));
  const view = viewOf({ ...state, filters: { ...filters, least: 1, tied: false, core: false } }, among);
  if (state.layout === "spectrum") return view;
  const keys = new Set(whole.drawn.map((link) => link.key));
  return { ...view, drawn: view.links.filter(({ key }) => keys.has(key)), drawnNodes: whole.drawnNodes };
}

/** The nodes at the ends of links. */
export function endsOf(/** @type {Link[]} */ links) {
  return new Set(links.flatMap((link) => [link.from, link.to]));
}

/**
 * Whether a selection is about a link, or about a statement.
 *
 * @param {any} selection
 * @param {Link | Statement} one
 */
export function touches(selection, one) {
  if (selection.kind === "document") {
    const some = "statements" in one ? one.statements : [one];
    return some.some(({ source }) => source.id === selection.source.id);
  }
  if (selection.kind === "node") return one.from === selection.node || one.to === selection.node;
  return one.from === selection.from && one.to === selection.to;
}

/** Which filters stop a statement: one bit each, so that one pass serves the counts of every facet. */
function missed(statement, filters) {
  let mask = statement.confidence < filters.confidence ? CONFIDENCE : 0;
  FACETS.forEach((facet, bit) => {
    const chosen = filters.chosen.get(facet.id);
    if (chosen && !facet.values(statement).some((value) => chosen.has(value))) mask |= 1 << bit;
  });
  return outside(statement.day, filters) ? mask | TIME : mask;
}

/** Undated statements are left out as soon as a period is asked for. */
function outside(day, filters) {
  const whole = isWholePeriod(filters);
  return day === null ? !whole : day < filters.from || day > filters.to;
}

function isWholePeriod(filters) {
  return filters.from <= period.first && filters.to >= period.last;
}

/** @returns {Link[]} */
function bundles(some) {
  const links = new Map();
  for (const statement of some) {
    const key = `${statement.from.index}>${statement.to.index}:${statement.sign}`;
    const link = links.get(key);
    if (link) link.statements.push(statement);
    else links.set(key, { key, ...asLink(statement), statements: [statement] });
  }
  return [...links.values()];
}

/** Leave out who is tied in too loosely, where that is asked for. */
function structured(links, { tied, core }) {
  const loose = looseActors(links);
  const tight = tied ? links.filter(({ from, to }) => !loose.has(from) && !loose.has(to)) : links;
  const inner = coreOf(tight);
  return { links: core ? linksAmong(tight, inner.nodes) : tight, loose, core: inner };
}

function asLink({ from, to, sign, rank }) {
  return { from, to, sign, rank };
}

/** The issue of the spectrum: the one that is selected, or was chosen, or is disputed most. */
function axisOf({ selection, axis }) {
  if (selection?.kind === "node" && selection.node.issue) return selection.node;
  if (selection?.kind === "link" && selection.to.issue) return selection.to;
  return axis ?? (firstAxis ??= mostContested());
}

function mostContested() {
  return (
    contested(allStatements)[0]?.[0] ??
    allStatements.find((one) => one.to.issue)?.to ??
    allNodes.find((node) => node.issue) ??
    null
  );
}

function drawable(links, { layout }, axis) {
  if (layout === "columns") return links.filter((link) => link.to.issue);
  return layout === "spectrum" ? links.filter((link) => link.to === axis) : links;
}

/** On a spectrum, places say it all; only what somebody who is selected has with the others there is drawn. */
function between(links, means, { selection }) {
  if (!selection) return [];
  return links.filter((link) => means.has(link.from) && means.has(link.to) && touches(selection, link));
}

/** The links that are drawn: down the ranking until the picture is full, and those of what is selected. */
function chosenLinks(links, candidates, state) {
  const { selection } = state;
  const all = state.everything && candidates.length <= DRAWABLE;
  const most = all ? { nodes: Infinity, links: Infinity } : room;
  const inside = new Set();
  const taken = new Set();
  for (const link of candidates) {
    const fresh = Number(!inside.has(link.from)) + Number(!inside.has(link.to));
    if (taken.size >= most.links || inside.size + fresh > most.nodes) continue;
    inside.add(link.from).add(link.to);
    taken.add(link);
  }
  if (selection) {
    const own = links.filter((link) => touches(selection, link));
    own.slice(0, all ? own.length : MOST_AROUND).forEach((link) => taken.add(link));
  }
  return links.filter((link) => taken.has(link));
}

function drawnNodes(drawn, { selection }) {
  const ends = endsOf(drawn);
  if (selection?.kind === "node") ends.add(selection.node);
  if (selection?.kind === "link") ends.add(selection.from).add(selection.to);
  return ends;
}

function talliesOf(some) {
  /** @type {Tally[]} */
  const tallies = allNodes.map(() => [0, 0, 0]);
  for (const { from, to, sign } of some) {
    tallies[from.index][sign + 1] += 1;
    if (to.issue) tallies[to.index][sign + 1] += 1;
  }
  return tallies;
}

function countsOf(masks) {
  return new Map(FACETS.map((facet, bit) => [facet.id, countsOfFacet(facet, masks, ~(1 << bit))]));
}

function countsOfFacet(facet, masks, others) {
  /** @type {Map<string, Tally>} */
  const counts = new Map(facet.all.map((value) => [value, [0, 0, 0]]));
  allStatements.forEach((statement, index) => {
    if ((masks[index] & others) !== 0) return;
    for (const value of facet.values(statement)) {
      const tally = counts.get(value);
      if (tally) tally[statement.sign + 1] += 1;
    }
  });
  return counts;
}
