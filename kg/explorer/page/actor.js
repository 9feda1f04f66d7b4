// The card of an actor: where it stands, who stands likewise, what it said, and what others said of it.

import { SHARED, likenesses } from "./agreement.js";
import { cardTitle, head, nothing, openLink, openNode, pairRow, remark, section } from "./card.js";
import { bars, tallyTiles } from "./charts.js";
import { h, name } from "./element.js";
import { evidenceList } from "./evidence.js";
import { tallies, tallyOf } from "./tallies.js";
import { number, plural } from "./words.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 */

const KINDS = new Map([
  ["person", { word: "Person", they: "they", them: "them" }],
  ["group", { word: "Group", they: "they", them: "them" }],
  ["state", { word: "State", they: "it", them: "it" }],
  ["organization", { word: "Organization", they: "it", them: "it" }],
]);

/** The card of an actor. */
export function actorCard(/** @type {PageNode} */ node, /** @type {Statement[]} */ statements) {
  const { word, they, them } = KINDS.get(node.kind) ?? { word: "Actor", they: "it", them: "it" };
  const own = statements.filter((one) => one.from === node);
  const received = statements.filter((one) => one.to === node && one.from !== node);
  const reported = statements.filter((one) => one.speakerId === node.id && one.from !== node);
  const on = (issues) => own.filter((one) => one.to.issue === issues);
  const towards = ([other, tally]) => [other.label, tally, () => openLink(node, other)];
  const from = ([other, tally]) => [other.label, tally, () => openLink(other, node)];
  const line = `${plural(own.length, "statement")} made, ${number(received.length)} about ${them}`;
  return [
    head(word, cardTitle(node), line, tallyTiles(tallyOf(own))),
    barSection("Positions", on(true), (one) => one.to, towards),
    barSection("Towards others", on(false), (one) => one.to, towards),
    agreement(node, statements),
    section(`What ${they} said or did`, own.length > 0 && evidenceList(own)),
    barSection("From others", received, (one) => one.from, from),
    section(`What others said of ${them}`, received.length > 0 && evidenceList(received, 4)),
    section(`What ${they} said of others’ stances`, reported.length > 0 && evidenceList(reported, 4)),
    nothing(own.length + received.length + reported.length),
  ];
}

function barSection(title, some, key, row) {
  return section(title, some.length > 0 && bars(tallies(some, key).map(row), 5));
}

/** Who takes the same side, always with the number of issues that this rests on. */
function agreement(node, statements) {
  const found = likenesses(node, statements);
  if (!found.length) return null;
  const shared = ({ same, different }) => same.length + different.length;
  const rate = (one) => one.same.length / shared(one);
  const row = (part) => (one) => {
    const issues = one[part].map((issue) => issue.label).join(", ");
    return pairRow(
      () => openNode(one.other),
      name(one.other.label),
      `${one[part].length} of ${shared(one)}`,
      `on ${issues}`,
    );
  };
  const column = (title, style, part, some) => {
    const sorted = some.sort(
      (a, b) => b[part].length / shared(b) - a[part].length / shared(a) || shared(b) - shared(a),
    );
    const rows = sorted.slice(0, 4).map(row(part));
    return h("div", null, h("h3", { class: style }, title), rows.length ? rows : remark("nobody"));
  };
  return h(
    "section",
    { class: "two" },
    column(
      "Mostly agrees with",
      "support",
      "same",
      found.filter((one) => rate(one) > 0.5),
    ),
    column(
      "Mostly differs from",
      "oppose",
      "different",
      found.filter((one) => rate(one) < 0.5),
    ),
    remark(`Of the issues on which both take a side, ${SHARED} at least.`),
  );
}
