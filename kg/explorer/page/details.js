// The cards beside the picture: one at a time, for what is selected.

import { actorCard } from "./actor.js";
import { head, nothing, openNode, section } from "./card.js";
import { tallyTiles } from "./charts.js";
import { comparison } from "./differences.js";
import { documentCard } from "./document.js";
import { element, fill, h, name } from "./element.js";
import { evidenceList } from "./evidence.js";
import { issueCard } from "./issue.js";
import { overview } from "./overview.js";
import { tallyOf } from "./tallies.js";
import { plural } from "./words.js";

const panel = element("details");
const belowPicture = matchMedia("(width < 700px)");

/** Show the card of what is selected, or the overview. */
export function showCard(
  /** @type {import("./view.js").View} */ view,
  /** @type {import("./state.js").State} */ { selection, compare },
  /** @type {import("./view.js").View[]} */ sides,
) {
  if (!selection) fill(panel, compare ? comparison(compare, sides) : overview(view));
  else if (selection.kind === "document") fill(panel, documentCard(selection.source, view.statements));
  else if (selection.kind === "link") fill(panel, linkCard(selection, view.statements));
  else if (selection.node.issue) fill(panel, issueCard(selection.node, view.statements));
  else fill(panel, actorCard(selection.node, view.statements));
}

/** Go to the top of a card that was just opened. */
export function toTopOfCard(focused = false) {
  panel.scrollTop = 0;
  if (focused) panel.focus({ preventScroll: true });
}

/** Where the card stands under the picture, let the reader see that it has opened. */
export function showBeginningOfCard() {
  if (belowPicture.matches) panel.querySelector(".head")?.scrollIntoView({ block: "nearest" });
}

function linkCard({ from, to }, statements) {
  const there = statements.filter((one) => one.from === from && one.to === to);
  const answer = statements.filter((one) => one.from === to && one.to === from);
  const title = h("h2", null, nodeLink(from), " → ", nodeLink(to));
  return [
    head("Link", title, plural(there.length, "statement"), tallyTiles(tallyOf(there))),
    section("Evidence", there.length > 0 && evidenceList(there, 8)),
    section("In the other direction", answer.length > 0 && evidenceList(answer, 4)),
    nothing(there.length + answer.length),
  ];
}

function nodeLink(node) {
  return h("button", { type: "button", class: "plain", onclick: () => openNode(node) }, name(node.label));
}
