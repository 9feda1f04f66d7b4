// The card of the whole network: how much of what, what is disputed, who speaks most, and how to read the picture.

import { contested } from "./agreement.js";
import { head, openLink, openNode, pairRow, remark, section } from "./card.js";
import { bars, tallyTiles } from "./charts.js";
import { meta } from "./data.js";
import { h, name } from "./element.js";
import { tallies, tallyOf } from "./tallies.js";
import { dayWords, number, plural } from "./words.js";

/** The card of all that passes the filters. */
export function overview(/** @type {import("./view.js").View} */ { statements, nodes }) {
  const loudest = tallies(statements, (one) => one.from).slice(0, 6);
  const disputed = contested(statements).slice(0, 6);
  /** @returns {[string, import("./tallies.js").Tally, () => void]} */
  const row = ([node, tally]) => [node.label, tally, () => openNode(node)];
  return [
    head(
      "",
      h("h2", null, "Overview"),
      null,
      [factList(statements, nodes), tallyTiles(tallyOf(statements))],
      false,
    ),
    section("Most contested issues", disputed.length > 0 && bars(disputed.map(row))),
    section("Most vocal actors", loudest.length > 0 && bars(loudest.map(row))),
    pairSection("Most often against another", statements, -1),
    pairSection("Most often with another", statements, 1),
    section("How to read this", [howTo(), shortened()]),
  ];
}

function factList(statements, shown) {
  const issues = [...shown].filter((node) => node.issue).length;
  const documents = new Set(statements.map((one) => one.source.id || one.source.url || one.source.title));
  const publishers = new Set(statements.map((one) => one.source.publisher).filter(Boolean));
  const days = statements.map(({ day }) => day).filter((day) => day !== null);
  const [first, last] = days.reduce(
    ([low, high], day) => [Math.min(low, day), Math.max(high, day)],
    [Infinity, -Infinity],
  );
  const facts = [
    plural(statements.length, "statement"),
    plural(shown.size - issues, "actor"),
    issues > 0 && plural(issues, "issue"),
    plural(documents.size, "document"),
    publishers.size > 0 && plural(publishers.size, "publisher"),
  ].filter(Boolean);
  const times =
    days.length > 0 && (first < last ? `${dayWords(first)} – ${dayWords(last)}` : dayWords(first));
  return h("p", { class: "facts" }, facts.join(" · "), times && h("br"), times);
}

/** Actor-to-actor pairs of one sign, the most statements first. */
function pairs(statements, sign) {
  const groups = new Map();
  for (const one of statements) {
    if (one.sign !== sign || one.to.issue) continue;
    const key = `${one.from.index}>${one.to.index}`;
    groups.set(key, { from: one.from, to: one.to, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}

function pairSection(title, statements, sign) {
  const rows = pairs(statements, sign).slice(0, 4);
  return section(title, rows.length > 0 && rows.map(pairOf));
}

function pairOf({ from, to, count }) {
  return pairRow(() => openLink(from, to), [name(from.label), " → ", name(to.label)], number(count));
}

/** What was left out of the file to keep it small. */
function shortened() {
  return meta.surest
    ? remark(
        `To keep this file small, only the ${plural(meta.surest, "surest sentence")} of each link are in it.`,
      )
    : null;
}

function howTo() {
  return h(
    "ul",
    { class: "how" },
    h(
      "li",
      null,
      "A line is what one side says of, or does to, another: ",
      h("b", { class: "support" }, "blue and solid"),
      " where it supports, ",
      h("b", { class: "oppose" }, "orange and dashed"),
      " where it opposes, grey and dotted where it takes no side.",
    ),
    h(
      "li",
      null,
      "Click a circle, a box or a line to read the sentences it rests on. ",
      h("mark", { class: "words support" }, "Marked"),
      " are the words that carry the stance, ",
      h("mark", { class: "cue" }, "highlighted"),
      " the word that says whose it is.",
    ),
    h(
      "li",
      null,
      "A large circle has many statements in these documents. That is not how important somebody is.",
    ),
    h(
      "li",
      null,
      "Where a program found and judged a sentence, faint lines and short meters say that it is less sure.",
    ),
  );
}
