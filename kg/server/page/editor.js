// The query: a plain text area over its own words in colour.

import { element, fill, h } from "./element.js";
import { pieces } from "./tokens.js";

const box = element("query");
let mistake = -1; // where in the text the mistake is

export const query = {
  get text() {
    return box.value;
  },
  set text(sparql) {
    box.value = sparql;
    mistake = -1;
    paint();
  },
  focus() {
    box.focus();
  },
  /** Show where a mistake is, and put the cursor there. */
  mark({ line, column }) {
    const before = box.value.split("\n").slice(0, line - 1);
    // Columns count characters, a text area counts units of UTF-16.
    const within = [...(box.value.split("\n")[line - 1] ?? "")].slice(0, column - 1).join("");
    mistake = before.reduce((sum, text) => sum + text.length + 1, 0) + within.length;
    paint();
    box.focus();
    box.setSelectionRange(mistake, mistake);
  },
};

function paint() {
  let at = 0;
  const painted = pieces(box.value).map(([kind, text]) => {
    const here = at;
    at += text.length;
    const hit = mistake >= here && mistake < at;
    return h("span", { class: [kind, hit && "wrong"].filter(Boolean).join(" ") || null }, text);
  });
  if (mistake >= at) painted.push(h("span", { class: "wrong" }, " "));
  fill(element("colours"), painted, "\n");
}

box.addEventListener("input", () => {
  mistake = -1;
  paint();
});
