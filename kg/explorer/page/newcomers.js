// Newcomers to a picture, such as the rest of whom somebody is linked to: they find room beside those who stand there.

import { overlap } from "./names.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./names.js").Box} Box
 * @typedef {{ x: number, y: number }} Point
 */

const RING = 28;
const RINGS = 14;
const SPOTS_A_RING = 12;

/**
 * Places for newcomers: as near to where they should stand as nothing is covered; in a full picture, right there.
 *
 * @param {Map<PageNode, Point>} wanted
 * @param {Box[]} standing  what the others cover
 * @param {(node: PageNode, place: Point) => Box} coverOf
 * @returns {Map<PageNode, Point>}
 */
export function findRoom(wanted, standing, coverOf) {
  const taken = [...standing];
  const found = new Map();
  for (const [node, place] of wanted) {
    const free = spotsAround(place).find((spot) => !taken.some((box) => overlap(box, coverOf(node, spot))));
    found.set(node, free ?? place);
    taken.push(coverOf(node, free ?? place));
  }
  return found;
}

/** A place, and those around it, ring by ring. */
function spotsAround({ x, y }) {
  const spots = [{ x, y }];
  for (let ring = 1; ring <= RINGS; ring += 1) {
    for (let direction = 0; direction < SPOTS_A_RING; direction += 1) {
      const angle = (2 * Math.PI * (direction + (ring % 2) / 2)) / SPOTS_A_RING;
      spots.push({ x: x + 1.3 * ring * RING * Math.cos(angle), y: y + ring * RING * Math.sin(angle) });
    }
  }
  return spots;
}
