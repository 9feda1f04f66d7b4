// One issue as a line from against to for: who stands where on it, from all that each said.

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

/** Half of the line, in pixels at scale one. */
export const REACH = 430;

const STEP = 11; // how finely room is looked for, up and down
const ASIDE = 24; // and to the side, where many stand on one spot
const MOST_ASIDE = 5;
const HIGHEST = 60; // steps
const AIR = 5;

/**
 * Where each actor stands on an issue, from −1 to 1: the mean of sign × confidence over its statements on it.
 *
 * @param {Statement[]} statements
 * @param {PageNode | null} issue
 * @returns {Map<PageNode, number>}
 */
export function meansOn(statements, issue) {
  /** @type {Map<PageNode, [number, number]>} */
  const sums = new Map();
  for (const { from, to, sign, confidence } of statements) {
    if (to !== issue || from === issue) continue;
    const [sum, count] = sums.get(from) ?? [0, 0];
    sums.set(from, [sum + sign * confidence, count + 1]);
  }
  return new Map([...sums].map(([actor, [sum, count]]) => [actor, sum / count]));
}

/**
 * Places on the line, the weightiest on it and the others above or below where there is room. Where very many
 * stand on one spot, some stand beside it.
 *
 * @param {[PageNode, number][]} means  the weightiest first
 * @param {(node: PageNode) => Box} boxOf  the room of a node, around its middle
 * @returns {Map<PageNode, Point>}
 */
export function lineUp(means, boxOf) {
  const spots = offsets();
  /** @type {Box[]} */
  const taken = [];
  const places = new Map();
  for (const [node, mean] of means) {
    const box = boxOf(node);
    const at = (spot) => moved(box, mean * REACH + spot.x, spot.y);
    const spot = spots.find((one) => !taken.some((other) => lies(at(one), other))) ?? spots[0];
    taken.push(at(spot));
    places.set(node, { x: mean * REACH + spot.x, y: spot.y });
  }
  return places;
}

/** Ways off the spot, the cheapest first: a step aside says something wrong, and costs more than a step up. */
function offsets() {
  const spots = [];
  for (let down = -HIGHEST; down <= HIGHEST; down += 1) {
    for (let aside = -MOST_ASIDE; aside <= MOST_ASIDE; aside += 1) {
      spots.push({ x: aside * ASIDE, y: down * STEP, cost: Math.abs(down) + 16 * Math.abs(aside) });
    }
  }
  return spots.sort((a, b) => a.cost - b.cost || a.y - b.y || a.x - b.x);
}

function moved({ left, top, right, bottom }, x, y) {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

function lies(one, other) {
  const across = one.left < other.right + AIR && other.left < one.right + AIR;
  return across && one.top < other.bottom + AIR && other.top < one.bottom + AIR;
}
