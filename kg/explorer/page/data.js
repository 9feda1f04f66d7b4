// What the file holds: nodes, statements, their passages and sources.

import { dayNumber } from "./words.js";

/**
 * @typedef {object} PageNode
 * @property {number} index
 * @property {string} key  what vis-network calls it: ids from the data may be anything, `__proto__` too
 * @property {string} id
 * @property {string} label
 * @property {string[]} lines  the label as it stands in the picture
 * @property {string} kind
 * @property {boolean} issue
 * @property {string} [wikidata]
 * @property {string[]} aliases
 * @property {number} x
 * @property {number} y
 * @property {number} row
 *
 * @typedef {object} Source
 * @property {string} id
 * @property {string} [title]
 * @property {string} [publisher]
 * @property {string} [published]
 * @property {string} [url]
 * @property {string} [text]  the whole article, where it may be passed on
 *
 * @typedef {object} Statement
 * @property {number} index
 * @property {string} id
 * @property {PageNode} from
 * @property {PageNode} to
 * @property {number} sign
 * @property {number} rank  the place of its link in the ranking that chooses what is drawn first
 * @property {string} relation
 * @property {string} certainty
 * @property {string} tense
 * @property {string} voice
 * @property {boolean} stated
 * @property {string} [date]
 * @property {number | null} day  days since 1970
 * @property {number} confidence
 * @property {string | null} text  the passage, null where the file leaves it out
 * @property {[number, number]} evidence  offsets in it
 * @property {[number, number][]} cues
 * @property {number} at  where in the document the evidence begins
 * @property {string} [speaker]
 * @property {string} [speakerId]
 * @property {string[]} issues  its target if that is an issue, and what it is about
 * @property {string[]} about
 * @property {Source} source
 */

const block = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");

export const meta = block("kg-meta");

/** The options of vis-network, as pyvis holds them. */
export const options = block("kg-options");

/** @type {PageNode[]} */
export const allNodes = block("kg-nodes").map((given, index) => ({
  ...given,
  index,
  key: `n${index}`,
  lines: given.lines ?? [given.label],
  aliases: given.aliases ?? [],
  issue: given.kind === "issue",
}));

/** @type {Map<string, PageNode>} */
export const nodeById = new Map(allNodes.map((node) => [node.id, node]));

/** Documents by id; those without one cannot be told apart. @type {Map<string, Source>} */
export const sourceById = new Map(meta.sources.filter(({ id }) => id).map((source) => [source.id, source]));

/** The labels of issues, also of those that no statement targets. @type {Map<string, string>} */
export const issueLabels = new Map(meta.issues);

/** @type {Statement[]} */
export const allStatements = block("kg-edges").flatMap((edge) => {
  const [from, to] = [nodeById.get(edge.from), nodeById.get(edge.to)];
  return edge.statements.map((given) => readStatement(given, from, to, edge.ranks));
});
allStatements.forEach((statement, index) => (statement.index = index));

/** The first and the last day of the dated statements. @type {{first: number, last: number}} */
export const period = allStatements.reduce(
  ({ first, last }, { day }) =>
    day === null ? { first, last } : { first: Math.min(first, day), last: Math.max(last, day) },
  { first: Infinity, last: -Infinity },
);

function readStatement(given, from, to, ranks) {
  const about = given.about ?? [];
  return {
    certainty: "certain",
    tense: "present",
    voice: "narrator",
    stated: true,
    cues: [],
    at: 0,
    ...given,
    index: 0,
    from,
    to,
    about,
    rank: ranks[given.sign + 1],
    day: dayNumber(given.day),
    text: given.passage === undefined ? null : meta.passages[given.passage],
    issues: to.issue ? [to.id, ...about.filter((id) => id !== to.id)] : about,
    source: meta.sources[given.source],
  };
}
