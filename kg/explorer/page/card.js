// The parts that cards are made of: a head, sections, rows that open another card.

import { h, name } from "./element.js";
import { back, canGoBack, select } from "./state.js";
import { number } from "./words.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./data.js").Statement} Statement
 */

/** Open a node's card. */
export function openNode(/** @type {PageNode} */ node) {
  select({ kind: "node", node });
}

/** Open a link's card. */
export function openLink(/** @type {PageNode} */ from, /** @type {PageNode} */ to) {
  select({ kind: "link", from, to });
}

/** What a card begins with. The overview has nothing to close. */
export function head(kind, title, line, more, closable = true) {
  return h(
    "div",
    { class: "head" },
    closable &&
      h(
        "div",
        { class: "kind" },
        canGoBack() && h("button", { type: "button", class: "plain", onclick: back }, "‹ Back"),
        h("span", null, kind),
        h(
          "button",
          { type: "button", class: "close", onclick: () => select(null), "aria-label": "Close" },
          "×",
        ),
      ),
    title,
    line && h("p", { class: "line" }, line),
    more,
  );
}

/** A part of a card with a heading; nothing where there is nothing to show. */
export function section(/** @type {string} */ title, content) {
  return content ? h("section", null, h("h3", null, title), content) : null;
}

/** A row that opens another card. */
export function pairRow(onclick, label, count, /** @type {string | null} */ title = null) {
  return h(
    "button",
    { type: "button", class: "pair", onclick, title },
    h("span", { class: "whom" }, label),
    h("small", null, count),
  );
}

/** The first few of many rows, and a button for the rest. */
export function fewFirst(/** @type {Element[]} */ rows, few = 12) {
  if (rows.length <= few + 2) return rows;
  const rest = rows.slice(few);
  const more = h("button", { type: "button", class: "more" }, `Show ${number(rest.length)} more`);
  more.addEventListener("click", () => {
    more.replaceWith(...rest);
    /** @type {HTMLElement} */ (rest[0]).focus();
  });
  return [...rows.slice(0, few), more];
}

/** A remark. */
export function remark(/** @type {string} */ text) {
  return h("p", { class: "note" }, text);
}

/** What a card says that has nothing to show. */
export function nothing(/** @type {number} */ count) {
  return count ? null : h("section", null, remark("Nothing of it passes the filters."));
}

/** The name of a node with what else it is called, and where to read about it. */
export function cardTitle(/** @type {PageNode} */ node) {
  const known = /^Q[1-9]\d*$/.test(node.wikidata ?? "");
  const address = `https://www.wikidata.org/wiki/${node.wikidata}`;
  const aliases = node.aliases.slice(0, 6).map((alias, place) => [place ? ", " : "", name(alias)]);
  return [
    h("h2", null, name(node.label)),
    aliases.length > 0 && h("p", { class: "aliases" }, "also ", aliases),
    known &&
      h(
        "a",
        { class: "wikidata", href: address, target: "_blank", rel: "noopener noreferrer" },
        `Wikidata ${node.wikidata}`,
      ),
  ];
}
