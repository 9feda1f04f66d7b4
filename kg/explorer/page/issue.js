// The card of an issue: who is for it, who is against, and what they said.

import { cardTitle, fewFirst, head, nothing, openLink, pairRow, remark, section } from "./card.js";
import { tallyTiles } from "./charts.js";
import { h, name } from "./element.js";
import { evidenceList } from "./evidence.js";
import { tallies, tallyOf, total } from "./tallies.js";
import { number, plural } from "./words.js";

/** The card of an issue. */
export function issueCard(
  /** @type {import("./data.js").PageNode} */ node,
  /** @type {import("./data.js").Statement[]} */ statements,
) {
  const direct = statements.filter((one) => one.to === node);
  const over = statements.filter((one) => one.to !== node && one.issues.includes(node.id));
  const sides = tallies(direct, (one) => one.from);
  const row = ([actor, tally]) =>
    pairRow(() => openLink(actor, node), name(actor.label), number(total(tally)));
  const camp = (sign) => sides.filter(([, tally]) => Math.sign(tally[2] - tally[0]) === sign).map(row);
  const column = (title, style, rows) =>
    h(
      "div",
      null,
      h("h3", { class: style }, title, h("small", null, number(rows.length))),
      rows.length ? fewFirst(rows) : remark("nobody in this view"),
    );
  const neither = camp(0);
  return [
    head(
      "Issue",
      cardTitle(node),
      `${plural(direct.length, "statement")} on it, ${number(over.length)} between actors about it`,
      tallyTiles(tallyOf(direct)),
    ),
    h("section", { class: "two" }, column("For", "support", camp(1)), column("Against", "oppose", camp(-1))),
    section("On both sides, or neither", neither.length > 0 && fewFirst(neither)),
    section("What they said of it", direct.length > 0 && evidenceList(direct)),
    section("What actors said of each other over it", over.length > 0 && evidenceList(over, 4)),
    nothing(direct.length + over.length),
  ];
}
