// Who takes sides on the same issues, and how often the same side.

import { tallies } from "./tallies.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {{ other: PageNode, same: PageNode[], different: PageNode[] }} Likeness
 */

/** Fewer shared issues than this say nothing: two people agree on one thing by chance. */
export const SHARED = 2;

/**
 * The actors that share at least two issues with one, and on which of them they take the same side.
 *
 * An actor's side on an issue is the sign of the sum of sign × confidence; a sum of nothing is no side.
 * Only statements whose target is the issue count: what two actors say about each other is no agreement.
 *
 * @param {PageNode} actor
 * @param {Statement[]} statements
 * @returns {Likeness[]}
 */
export function likenesses(actor, statements) {
  const sides = sidesOf(statements);
  const own = sides.get(actor);
  if (!own) return [];
  const found = [];
  for (const [other, theirs] of sides) {
    const shared = [...own.keys()].filter((issue) => theirs.has(issue));
    if (other === actor || shared.length < SHARED) continue;
    const same = shared.filter((issue) => own.get(issue) === theirs.get(issue));
    found.push({ other, same, different: shared.filter((issue) => !same.includes(issue)) });
  }
  return found;
}

/**
 * The issues with the most statements on their smaller side, as [issue, tally].
 *
 * @param {Statement[]} statements
 */
export function contested(statements) {
  return tallies(
    statements.filter((one) => one.to.issue),
    (one) => one.to,
  )
    .filter(([, tally]) => tally[0] && tally[2])
    .sort(([, a], [, b]) => Math.min(b[0], b[2]) - Math.min(a[0], a[2]) || b[0] + b[2] - a[0] - a[2]);
}

function sidesOf(statements) {
  /** @type {Map<PageNode, Map<PageNode, number>>} */
  const sums = new Map();
  for (const { from, to, sign, confidence } of statements) {
    if (!to.issue || !sign) continue;
    const own = sums.get(from) ?? new Map();
    sums.set(from, own.set(to, (own.get(to) ?? 0) + sign * confidence));
  }
  for (const own of sums.values()) {
    for (const [issue, sum] of own) {
      if (Math.abs(sum) < 1e-9) own.delete(issue);
      else own.set(issue, Math.sign(sum));
    }
  }
  return sums;
}
