// The cards beside the picture: the overview, an actor, an issue, a link. Each ends in sentences.

import { contested, likenesses, tallies } from "./agreement.js";
import { bars, tallyTiles } from "./charts.js";
import { meta, allNodes, period } from "./data.js";
import { element, fill, h, name } from "./element.js";
import { evidenceList } from "./evidence.js";
import { back, canGoBack, select } from "./state.js";
import { tallyOf, total } from "./view.js";
import { dayWords, number, plural } from "./words.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 */

const panel = element("details");

const KIND_WORDS = new Map([
  ["person", "Person"],
  ["state", "State"],
  ["organization", "Organization"],
  ["group", "Group"],
  ["issue", "Issue"],
]);

/** Show the card of what is selected, or the overview. */
export function showCard(
  /** @type {import("./view.js").View} */ view,
  /** @type {import("./state.js").State} */ { selection },
) {
  if (!selection) fill(panel, overview(view));
  else if (selection.kind === "link") fill(panel, linkCard(selection, view.statements));
  else if (selection.node.issue) fill(panel, issueCard(selection.node, view.statements));
  else fill(panel, actorCard(selection.node, view.statements));
}

/** Go to the top of a card that was just opened. */
export function toTopOfCard(focused = false) {
  panel.scrollTop = 0;
  if (focused) panel.focus({ preventScroll: true });
}

/** Open a node's card. */
export function openNode(/** @type {PageNode} */ node) {
  select({ kind: "node", node });
}

/** Open a link's card. */
export function openLink(/** @type {PageNode} */ from, /** @type {PageNode} */ to) {
  select({ kind: "link", from, to });
}

function overview({ statements, nodes }) {
  const loudest = tallies(statements, (one) => one.from).slice(0, 6);
  const disputed = contested(statements).slice(0, 6);
  const opposed = pairs(statements, -1).slice(0, 4);
  const close = pairs(statements, 1).slice(0, 4);
  return [
    head("Overview", h("h2", null, name(meta.title)), meta.lede, [
      factList(statements, nodes),
      tallyTiles(tallyOf(statements)),
    ]),
    section(
      "Most contested issues",
      disputed.length > 0 &&
        bars(disputed.map(([issue, tally]) => [issue.label, tally, () => openNode(issue)])),
    ),
    section(
      "Most vocal actors",
      loudest.length > 0 &&
        bars(loudest.map(([actor, tally]) => [actor.label, tally, () => openNode(actor)])),
    ),
    section("Most often against another", opposed.length > 0 && opposed.map(pairOf)),
    section("Most often with another", close.length > 0 && close.map(pairOf)),
    section("How to read this", howTo()),
  ];
}

function factList(statements, shown) {
  const issues = [...shown].filter((node) => node.issue).length;
  const documents = new Set(statements.map((one) => one.source.id || one.source.url || one.source.title));
  const publishers = new Set(statements.map((one) => one.source.publisher).filter(Boolean));
  const facts = [
    plural(statements.length, "statement"),
    plural(shown.size - issues, "actor"),
    plural(issues, "issue"),
    plural(documents.size, "document"),
    publishers.size > 0 && plural(publishers.size, "publisher"),
  ].filter(Boolean);
  return h(
    "p",
    { class: "facts" },
    facts.join(" · "),
    period.last >= period.first && h("br"),
    period.last >= period.first && `${dayWords(period.first)} – ${dayWords(period.last)}`,
  );
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

function pairOf({ from, to, count }) {
  return pairRow(() => openLink(from, to), [name(from.label), " → ", name(to.label)], number(count));
}

function pairRow(onclick, label, count, /** @type {string | null} */ title = null) {
  return h(
    "button",
    { type: "button", class: "pair", onclick, title },
    h("span", null, label),
    h("small", null, count),
  );
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
      "Sentences were found and judged by a program. Faint lines and short meters mean that it is less sure.",
    ),
  );
}

function actorCard(node, statements) {
  const own = statements.filter((one) => one.from === node);
  const received = statements.filter((one) => one.to === node);
  const reported = statements.filter((one) => one.speakerId === node.id && one.from !== node);
  const toIssues = tallies(
    own.filter((one) => one.to.issue),
    (one) => one.to,
  );
  const toActors = tallies(
    own.filter((one) => !one.to.issue),
    (one) => one.to,
  );
  const fromActors = tallies(received, (one) => one.from);
  return [
    head(
      KIND_WORDS.get(node.kind) ?? "Actor",
      cardTitle(node),
      `${plural(own.length, "statement")} made, ${number(received.length)} about it`,
      tallyTiles(tallyOf(own)),
    ),
    section(
      "Positions",
      toIssues.length > 0 &&
        bars(toIssues.map(([issue, tally]) => [issue.label, tally, () => openLink(node, issue)])),
    ),
    section(
      "Towards others",
      toActors.length > 0 &&
        bars(toActors.map(([other, tally]) => [other.label, tally, () => openLink(node, other)])),
    ),
    section(
      "From others",
      fromActors.length > 0 &&
        bars(fromActors.map(([other, tally]) => [other.label, tally, () => openLink(other, node)])),
    ),
    agreement(node, statements),
    section("What it said or did", own.length > 0 && evidenceList(own)),
    section("What others said of it", received.length > 0 && evidenceList(received, 4)),
    section("What it says of others’ stances", reported.length > 0 && evidenceList(reported, 4)),
    nothing(own.length + received.length + reported.length),
  ];
}

function agreement(node, statements) {
  const found = likenesses(node, statements);
  if (!found.length) return null;
  const rate = ({ same, different }) => same.length / (same.length + different.length);
  const ratio = (part, { same, different }) => `${part.length} of ${same.length + different.length}`;
  const closest = found
    .filter((one) => rate(one) > 0.5)
    .sort((a, b) => rate(b) - rate(a) || b.same.length - a.same.length);
  const furthest = found
    .filter((one) => rate(one) < 0.5)
    .sort((a, b) => rate(a) - rate(b) || b.different.length - a.different.length);
  const row = (one, part) =>
    pairRow(
      () => openNode(one.other),
      name(one.other.label),
      ratio(part, one),
      `on ${part.map((issue) => issue.label).join(", ")}`,
    );
  return h(
    "section",
    { class: "two" },
    h(
      "div",
      null,
      h("h3", { class: "support" }, "Mostly agrees with"),
      closest.length ? closest.slice(0, 5).map((one) => row(one, one.same)) : none("nobody"),
    ),
    h(
      "div",
      null,
      h("h3", { class: "oppose" }, "Mostly differs from"),
      furthest.length ? furthest.slice(0, 5).map((one) => row(one, one.different)) : none("nobody"),
    ),
    h("p", { class: "note" }, "Of the issues on which both take a side; two at least."),
  );
}

function issueCard(node, statements) {
  const direct = statements.filter((one) => one.to === node);
  const over = statements.filter((one) => one.to !== node && one.issues.includes(node.id));
  const sides = tallies(direct, (one) => one.from);
  const camp = (title, style, sign) => {
    const members = sides.filter(([, tally]) => Math.sign(tally[2] - tally[0]) === sign);
    const row = ([actor, tally]) =>
      pairRow(() => openLink(actor, node), name(actor.label), number(total(tally)));
    return h(
      "div",
      null,
      h("h3", { class: style }, title, h("small", null, number(members.length))),
      members.length ? members.map(row) : none("nobody in this view"),
    );
  };
  const undecided = sides.filter(([, tally]) => tally[2] === tally[0]);
  return [
    head(
      "Issue",
      cardTitle(node),
      `${plural(direct.length, "statement")} on it, ${number(over.length)} between actors about it`,
      tallyTiles(tallyOf(direct)),
    ),
    h("section", { class: "two" }, camp("For", "support", 1), camp("Against", "oppose", -1)),
    section(
      "On both sides, or neither",
      undecided.length > 0 &&
        undecided.map(([actor, tally]) =>
          pairRow(() => openLink(actor, node), name(actor.label), number(total(tally))),
        ),
    ),
    section("What they said of it", direct.length > 0 && evidenceList(direct)),
    section("What actors said of each other over it", over.length > 0 && evidenceList(over, 4)),
    nothing(direct.length + over.length),
  ];
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

function cardTitle(node) {
  const known = /^Q[1-9]\d*$/.test(node.wikidata ?? "");
  const address = `https://www.wikidata.org/wiki/${node.wikidata}`;
  return [
    h("h2", null, name(node.label)),
    node.aliases.length > 0 &&
      h(
        "p",
        { class: "aliases" },
        "also ",
        node.aliases.slice(0, 6).map((alias, place) => [place ? ", " : "", name(alias)]),
      ),
    known &&
      h(
        "a",
        { class: "wikidata", href: address, target: "_blank", rel: "noopener noreferrer" },
        `Wikidata ${node.wikidata}`,
      ),
  ];
}

function head(kind, title, line, more) {
  const selected = kind !== "Overview";
  return h(
    "div",
    { class: "head" },
    h(
      "div",
      { class: "kind" },
      canGoBack() &&
        selected &&
        h(
          "button",
          { type: "button", class: "plain", onclick: back, "aria-label": "Back to what was open before" },
          "‹ Back",
        ),
      h("span", null, kind),
      selected &&
        h(
          "button",
          {
            type: "button",
            class: "close",
            onclick: () => select(null),
            "aria-label": "Close, back to the overview",
          },
          "×",
        ),
    ),
    title,
    line && h("p", { class: "line" }, line),
    more,
  );
}

function section(title, content) {
  return content ? h("section", null, h("h3", null, title), content) : null;
}

function none(text) {
  return h("p", { class: "note" }, text);
}

function nothing(count) {
  const known = allNodes.length > 0;
  return count || !known ? null : h("section", null, none("Nothing of it passes the filters."));
}
