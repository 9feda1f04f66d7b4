// How tightly nodes are tied in: actors with a single link, and the core, where everybody has several.

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").Link} Link
 *
 * @typedef {object} Core
 * @property {Set<PageNode>} nodes
 * @property {number} degree  how many others of it everybody in it is linked to, at least
 */

/** The actors with one link, however many statements it has. Issues are what the others are tied by: they stay. */
export function looseActors(/** @type {Link[]} */ links) {
  /** @type {Map<PageNode, number>} */
  const counts = new Map();
  for (const { from, to } of links) {
    for (const node of new Set([from, to])) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return new Set([...counts].filter(([node, count]) => count === 1 && !node.issue).map(([node]) => node));
}

/**
 * The innermost core: those that remain if whoever is linked to too few of the others is taken away, again and again,
 * for the largest number that leaves anybody. Directions and signs do not matter.
 * Source: Seidman, “Network structure and minimum degree” (1983).
 *
 * @param {Link[]} links
 * @returns {Core}
 */
export function coreOf(links) {
  const others = neighbours(links);
  let core = new Set(others.keys());
  let degree = 0;
  for (;;) {
    peel(others, degree + 1);
    if (!others.size) return { nodes: core, degree };
    core = new Set(others.keys());
    degree += 1;
  }
}

/** The links between nodes of a set. */
export function linksAmong(/** @type {Link[]} */ links, /** @type {Set<PageNode>} */ nodes) {
  return links.filter(({ from, to }) => nodes.has(from) && nodes.has(to));
}

/** @returns {Map<PageNode, Set<PageNode>>} */
function neighbours(links) {
  const others = new Map();
  const of = (node) => others.get(node) ?? others.set(node, new Set()).get(node);
  for (const { from, to } of links) {
    if (from === to) continue;
    of(from).add(to);
    of(to).add(from);
  }
  return others;
}

/** Take away whoever has fewer than so many others, and whom that leaves with fewer. */
function peel(others, least) {
  const waiting = [...others.keys()].filter((node) => others.get(node).size < least);
  while (waiting.length) {
    const node = waiting.pop();
    const left = others.get(node);
    if (!left || !others.delete(node)) continue;
    for (const other of left) {
      const theirs = others.get(other);
      theirs?.delete(node);
      if (theirs && theirs.size < least) waiting.push(other);
    }
  }
}
