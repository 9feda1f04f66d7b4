// Which names have room. Those that would lie on a weightier one wait until the picture is larger.

import { issueSize, nameBox } from "./shapes.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

const MOST_NAMES = 400; // more names than that nobody reads at once

/**
 * The nodes whose names are drawn, and as the how manieth of their covers.
 *
 * @param {PageNode[]} nodes  the weightiest first
 * @param {(node: PageNode) => Box[]} coversOf  what the name may cover, the best first
 * @param {(node: PageNode) => boolean} always  whose name is drawn in any case
 * @param {(node: PageNode, cover: Box) => boolean} blocked  whether something else than a name is in the way
 * @param {number} slack  by how much names may lie on each other, which have some air around them
 * @returns {Map<PageNode, number>}
 */
export function withRoom(nodes, coversOf, always, blocked, slack) {
  const named = new Map();
  /** @type {Box[]} */
  const taken = [];
  for (const node of nodes) {
    const covers = coversOf(node);
    const free = covers.findIndex(
      (cover) => !blocked(node, cover) && !taken.some((other) => overlap(cover, other, slack)),
    );
    const inAnyCase = always(node);
    if (!inAnyCase && (taken.length >= MOST_NAMES || free < 0)) continue;
    const chosen = free < 0 ? covers.length - 1 : free;
    named.set(node, chosen);
    taken.push(covers[chosen]);
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
  const left = look.layout === "columns" ? x : x - width / 2;
  return { left, top: y - height / 2, right: left + width, bottom: y + height / 2 };
}

/** Whether two boxes lie on each other by more than so much, both ways. */
export function overlap(/** @type {Box} */ one, /** @type {Box} */ other, slack = 2) {
  const across = one.left < other.right - slack && other.left < one.right - slack;
  return across && one.top < other.bottom - slack && other.top < one.bottom - slack;
}
