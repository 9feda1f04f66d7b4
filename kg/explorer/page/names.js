// Which names have room. Those that would lie on a weightier one wait until the picture is larger.

import { issueSize, nameBox } from "./shapes.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

const MOST_NAMES = 400; // more names than that nobody reads at once
const SLACK = 2;

/**
 * The nodes whose names are drawn.
 *
 * @param {PageNode[]} nodes  the weightiest first
 * @param {(node: PageNode) => Box} boxOf
 * @param {(node: PageNode) => boolean} always  whose name is drawn in any case
 */
export function withRoom(nodes, boxOf, always) {
  const named = new Set();
  /** @type {Box[]} */
  const taken = [];
  for (const node of nodes) {
    const box = boxOf(node);
    if (!always(node) && (taken.length >= MOST_NAMES || taken.some((other) => overlap(box, other)))) continue;
    named.add(node);
    taken.push(box);
  }
  return named;
}

/**
 * What a node's name covers: the whole box of an issue, the text below or beside an actor.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {PageNode} node
 * @param {{ x: number, y: number }} place
 * @param {any} look
 * @returns {Box}
 */
export function nameCover(context, node, { x, y }, look) {
  if (!node.issue) {
    const { left, top, width, height } = nameBox(context, node, look);
    return { left: x + left, top: y + top, right: x + left + width, bottom: y + top + height };
  }
  const { width, height } = issueSize(context, node, { ...look, named: true });
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

function overlap(one, other) {
  const across = one.left < other.right - SLACK && other.left < one.right - SLACK;
  return across && one.top < other.bottom - SLACK && other.top < one.bottom - SLACK;
}
