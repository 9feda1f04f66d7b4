// The same statements as a table: for reading in order, for copying, and for those who cannot see the picture.

import { element, fill, h, name } from "./element.js";
import { relationTag, sourceLink } from "./evidence.js";
import { touches } from "./view.js";
import { dateWords, number, plural } from "./words.js";

/**
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {{ title: string, key: (one: Statement) => string | number, cell: (one: Statement) => any }} Column
 */

const PAGE = 200;

/** @type {Column[]} */
const COLUMNS = [
  { title: "Date", key: (one) => one.day ?? -1e9, cell: (one) => (one.date ? dateWords(one.date) : "") },
  { title: "Holder", key: (one) => one.from.label, cell: (one) => name(one.from.label) },
  { title: "Relation", key: (one) => `${one.sign}${one.relation}`, cell: relationTag },
  { title: "Target", key: (one) => one.to.label, cell: (one) => name(one.to.label) },
  { title: "Sentence", key: quote, cell: sentence },
  { title: "Source", key: (one) => one.source.publisher ?? one.source.title ?? "", cell: sourceLink },
  { title: "Sure", key: (one) => one.confidence, cell: (one) => `${Math.round(one.confidence * 100)}%` },
];

const table = element("table");
const words = new Intl.Collator(document.documentElement.lang || "en");

let sorted = { column: 0, way: -1 };
let rows = PAGE;

/** The words that carry a stance. */
export function quote(/** @type {Statement} */ one) {
  return one.text === null ? "" : one.text.slice(one.evidence[0], one.evidence[1]);
}

/** The statements of a view that are about what is selected. */
export function inView(
  /** @type {import("./view.js").View} */ view,
  /** @type {import("./state.js").State} */ { selection },
) {
  if (!selection) return view.statements;
  const about = (one) =>
    selection.kind === "node" && selection.node.issue && one.issues.includes(selection.node.id);
  return view.statements.filter((one) => touches(selection, one) || about(one));
}

/** Show the table, if that is what is looked at. */
export function showTable(
  /** @type {import("./view.js").View} */ view,
  /** @type {import("./state.js").State} */ state,
) {
  table.hidden = state.view !== "table";
  if (table.hidden) return;
  const some = [...inView(view, state)].sort(inOrder);
  const again = () => showTable(view, state);
  const showMore = () => {
    rows += PAGE;
    again();
  };
  const more = h(
    "button",
    { type: "button", class: "more", onclick: showMore },
    `Show more of ${plural(some.length, "statement")}`,
  );
  fill(
    table,
    h(
      "table",
      null,
      h("caption", { class: "unseen" }, `${number(some.length)} statements in this view`),
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          COLUMNS.map((column, place) => columnHead(column, place, again)),
        ),
      ),
      h(
        "tbody",
        null,
        some.slice(0, rows).map((one) =>
          h(
            "tr",
            null,
            COLUMNS.map(({ cell }) => h("td", null, cell(one))),
          ),
        ),
      ),
    ),
    some.length > rows && more,
    !some.length && h("p", { class: "note" }, "No statement passes these filters."),
  );
}

function sentence(one) {
  const other = one.speaker && one.speakerId !== one.from.id && one.speaker !== one.from.label;
  return [h("span", { dir: "auto" }, quote(one)), other && h("small", null, "said by ", name(one.speaker))];
}

function columnHead({ title }, place, again) {
  const order = place === sorted.column ? (sorted.way > 0 ? "ascending" : "descending") : "none";
  const turn = () => {
    sorted = { column: place, way: place === sorted.column ? -sorted.way : 1 };
    again();
    table.querySelectorAll("thead button")[place].focus();
  };
  return h("th", { scope: "col", "aria-sort": order }, h("button", { type: "button", onclick: turn }, title));
}

function inOrder(one, other) {
  const { key } = COLUMNS[sorted.column];
  const [a, b] = [key(one), key(other)];
  const order = typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
  return sorted.way * order || one.index - other.index;
}
