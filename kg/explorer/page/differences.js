// The card of a comparison: how much either side has, and where they differ.

import { head, openNode, remark, section } from "./card.js";
import { bars, strip, tallyTiles } from "./charts.js";
import { sideNames } from "./comparing.js";
import { h, name } from "./element.js";
import { tallies, tallyOf, total } from "./tallies.js";
import { number, plural } from "./words.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {import("./tallies.js").Tally} Tally
 * @typedef {{ node: PageNode, one: Tally, other: Tally, change: number }} Difference
 */

const MOST_ROWS = 8;

/** The card of a comparison. */
export function comparison(
  /** @type {import("./comparing.js").Comparison} */ compare,
  /** @type {import("./view.js").View[]} */ [one, other],
) {
  const names = sideNames(compare);
  const [first, second] = [one.statements, other.statements];
  return [
    head("", h("h2", null, "Comparison"), null, [side(names[0], first), side(names[1], second)], false),
    differencesOn("Issues received differently", names, differences(first, second, issueOf)),
    differencesOn(
      "Actors who speak differently",
      names,
      differences(first, second, (made) => made.from),
    ),
    section(`Only ${names[0]}`, missing(first, second)),
    section(`Only ${names[1]}`, missing(second, first)),
    section(
      "How to read this",
      remark(
        "Both pictures show the same actors and issues in the same places; who has nothing to say on one " +
          "side is faint there. A difference may come from what was printed, not from what anybody thinks.",
      ),
    ),
  ];
}

/**
 * What both sides speak of, by how much its mean sign differs, the largest change first.
 *
 * @param {Statement[]} first
 * @param {Statement[]} second
 * @param {(one: Statement) => PageNode | null} key
 * @returns {Difference[]}
 */
export function differences(first, second, key) {
  const known = (some) => new Map(tallies(some.filter(key), key));
  const [before, after] = [known(first), known(second)];
  const found = [...before].flatMap(([node, one]) => {
    const other = after.get(node);
    return node && other ? [{ node, one, other, change: mean(other) - mean(one) }] : [];
  });
  const weight = ({ one, other, change }) => Math.abs(change) * Math.min(total(one), total(other));
  return found
    .filter(({ change }) => Math.abs(change) > 1e-9)
    .sort((a, b) => weight(b) - weight(a) || a.node.index - b.node.index);
}

function mean(/** @type {Tally} */ tally) {
  return (tally[2] - tally[0]) / total(tally);
}

function issueOf(one) {
  return one.to.issue ? one.to : null;
}

function side(title, statements) {
  return h(
    "div",
    { class: "side" },
    h("h3", null, name(title), h("small", null, plural(statements.length, "statement"))),
    tallyTiles(tallyOf(statements)),
  );
}

function differencesOn(title, names, found) {
  const row = ({ node, one, other }) => {
    const says = `${node.label}: ${sideWords(one, names[0])}; ${sideWords(other, names[1])}`;
    return h(
      "button",
      { type: "button", class: "pair", onclick: () => openNode(node), title: says },
      h("span", null, name(node.label)),
      h("small", { class: "change" }, strip(one), " → ", strip(other)),
    );
  };
  return section(title, found.length > 0 && found.slice(0, MOST_ROWS).map(row));
}

function sideWords([oppose, neutral, support], side) {
  return `${side} ${number(support)} for, ${number(oppose)} against, ${number(neutral)} neutral`;
}

/** Who speaks on one side only. */
function missing(here, there) {
  const known = new Set(there.map((one) => one.from));
  const rows = tallies(here, (one) => one.from).filter(([node]) => !known.has(node));
  /** @type {(row: [PageNode, Tally]) => [string, Tally, () => void]} */
  const row = ([node, tally]) => [node.label, tally, () => openNode(node)];
  return rows.length > 0 && bars(rows.slice(0, 5).map(row));
}
