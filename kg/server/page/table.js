// An answer as a table; long ones a piece at a time.

import { h } from "./element.js";
import { cell, isLong } from "./terms.js";

const PIECE = 300;

export function table(columns, rows, prefixes) {
  const body = h("tbody");
  const more = h("button", { type: "button", onclick: show }, "");
  // A column of sentences reads as one, also where some of them are short.
  const long = new Set(columns.filter((name) => rows.some((row) => isLong(row[name]))));
  let shown = 0;
  function show() {
    const next = rows.slice(shown, shown + PIECE);
    body.append(...next.map((row) => h("tr", null, columns.map((name) => cell(row[name], prefixes, long.has(name))))));
    shown += next.length;
    more.hidden = shown >= rows.length;
    more.textContent = `Show ${Math.min(PIECE, rows.length - shown)} more of ${rows.length}`;
  }
  show();
  const heads = columns.map((name) => h("th", { scope: "col" }, name.replaceAll("_", " ")));
  return [h("table", null, h("thead", null, h("tr", null, heads)), body), more];
}
