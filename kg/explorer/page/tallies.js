// Counts of statements by sign.

/**
 * @typedef {[number, number, number]} Tally  opposing, neutral, supporting
 * @typedef {import("./data.js").Statement} Statement
 */

/** The sum of a tally. */
export function total(/** @type {Tally} */ tally) {
  return tally[0] + tally[1] + tally[2];
}

/** Count statements by sign. @returns {Tally} */
export function tallyOf(/** @type {Statement[]} */ some) {
  /** @type {Tally} */
  const tally = [0, 0, 0];
  for (const statement of some) tally[statement.sign + 1] += 1;
  return tally;
}

/**
 * Tallies by whatever a function makes of a statement, the largest first.
 *
 * @template T
 * @param {Statement[]} statements
 * @param {(statement: Statement) => T} key
 * @returns {[T, Tally][]}
 */
export function tallies(statements, key) {
  /** @type {Map<T, Statement[]>} */
  const groups = new Map();
  for (const one of statements) {
    const value = key(one);
    const group = groups.get(value);
    if (group) group.push(one);
    else groups.set(value, [one]);
  }
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([value, group]) => [value, tallyOf(group)]);
}
