// How links look: blue and solid, orange and dashed, grey and dotted; side by side where there are several.

import { faded, signColour } from "./palette.js";
import { touches } from "./view.js";

/**
 * @typedef {import("./view.js").Link} Link
 */

/** From how many lines on the picture leaves out what costs most to draw. */
export const MANY = 400;
export const VERY_MANY = 1500;

const STRAIGHT = { enabled: false, type: "continuous" }; // vis-network asks for the type of straight lines too
const ALONE = 0.06; // how much a line bends that has no other beside it

/** @type {Map<number, false | number[]>} */
const DASHES = new Map(
  /** @type {any} */ ([
    [1, false],
    [0, [2, 4]],
    [-1, [9, 5]],
  ]),
);

/** How the lines of a sign are dashed. */
export function dashesOf(/** @type {number} */ sign) {
  return DASHES.get(sign) ?? false;
}

/** The mean confidence of a link's statements. */
export function sureness(/** @type {Link} */ link) {
  return link.statements.reduce((sum, one) => sum + one.confidence, 0) / link.statements.length;
}

/**
 * What vis-network needs to know of each link that is drawn.
 *
 * @param {Link[]} links
 * @param {import("./state.js").State} state
 */
export function lineItems(links, state) {
  const lanes = lanesOf(links);
  return links.map((link) => lineItem(link, state, lanes.get(link) ?? 0, links.length));
}

/** Whether a line is not part of what is selected. */
export function isDimmed(/** @type {Link} */ link, /** @type {import("./state.js").State} */ { selection }) {
  return selection !== null && !touches(selection, link);
}

function lineItem(link, state, lane, count) {
  const dimmed = isDimmed(link, state);
  const strong = faded(signColour(link.sign), 1);
  const colour = faded(signColour(link.sign), opacity(link, state, dimmed));
  const size = link.statements.length;
  return {
    id: link.key,
    from: link.from.key,
    to: link.to.key,
    width: Math.min(8, 1.3 + 1.5 * Math.log2(size + 0.3)),
    dashes: DASHES.get(link.sign),
    color: { color: colour, highlight: strong, hover: dimmed ? colour : strong },
    arrows: { to: { enabled: count <= VERY_MANY, scaleFactor: Math.min(0.9, 0.5 + 0.05 * size) } },
    selfReference: { size: 18, angle: Math.PI * (0.5 - 0.25 * link.sign) },
    smooth: count > VERY_MANY ? STRAIGHT : curve(link, lane, state.layout),
  };
}

function opacity(link, state, dimmed) {
  if (dimmed) return 0.06;
  if (state.selection) return 0.95;
  // Neutral links say little of where somebody stands: they keep in the background.
  return (0.2 + 0.6 * sureness(link) ** 2) * (link.sign ? 1 : 0.75);
}

function curve(link, lane, layout) {
  if (layout === "columns" && link.from.issue === link.to.issue) return arc(link, lane);
  if (layout === "columns" && Math.abs(lane) === ALONE) {
    return { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.45 };
  }
  return { enabled: true, type: lane < 0 ? "curvedCCW" : "curvedCW", roundness: Math.abs(lane) };
}

/** Inside a column, lines swing out to the middle, so that they do not lie on the nodes between their ends. */
function arc({ from, to }, lane) {
  const type = from.row < to.row ? "curvedCW" : "curvedCCW";
  return { enabled: true, type, roundness: 0.35 + 0.5 * Math.abs(lane) };
}

/** How far each link bends away from the straight line, to the right of its direction; negative: to the left. */
function lanesOf(links) {
  const pairs = new Map();
  for (const link of links) {
    const pair = `${link.from.index}>${link.to.index}`;
    pairs.set(pair, [...(pairs.get(pair) ?? []), link]);
  }
  const lanes = new Map();
  for (const group of pairs.values()) {
    const answered = pairs.has(`${group[0].to.index}>${group[0].from.index}`);
    group
      .sort((a, b) => b.sign - a.sign)
      .forEach((link, place) => lanes.set(link, lane(place, group.length, answered)));
  }
  return lanes;
}

/** Links that are answered all keep to their right; the others fan out to both sides. */
function lane(place, count, answered) {
  if (answered) return 0.1 + 0.13 * place;
  if (count === 1) return ALONE;
  return (place - (count - 1) / 2) * 0.24 || 0.001;
}
