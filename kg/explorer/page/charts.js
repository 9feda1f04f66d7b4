// Small charts of tallies: bars that diverge, shares in a strip, counts in tiles.

import { h, name } from "./element.js";
import { SIGNS, SIGN_WORDS, number } from "./words.js";

/**
 * @typedef {import("./tallies.js").Tally} Tally
 */

/** “4 supporting, 2 opposing, 0 neutral”, for those who listen. */
export function tallyWords(/** @type {Tally} */ tally) {
  return `${number(tally[2])} supporting, ${number(tally[0])} opposing, ${number(tally[1])} neutral`;
}

/** Three tiles with the counts of a tally. */
export function tallyTiles(/** @type {Tally} */ tally) {
  const tile = (sign) => {
    const { count, style } = /** @type {any} */ (SIGN_WORDS.get(sign));
    return h("div", { class: style }, h("b", null, number(tally[sign + 1])), count);
  };
  return h("div", { class: "tiles" }, [1, 0, -1].map(tile));
}

/** A strip with the shares of a tally. */
export function strip(/** @type {Tally} */ tally) {
  const sum = tally[0] + tally[1] + tally[2] || 1;
  return h(
    "span",
    { class: "strip", "aria-hidden": "true" },
    SIGNS.map((sign) => part(sign, tally[sign + 1] / sum)),
  );
}

/**
 * A row with a label and a bar: opposing to the left of the middle, supporting to the right, neutral around it.
 *
 * @param {string} label
 * @param {Tally} tally
 * @param {number} most  the longest half of all rows
 * @param {() => void} onclick
 */
export function divergingBar(label, tally, most, onclick) {
  const neutral = () => part(0, tally[1] / 2 / most);
  const half = (sign) => h("span", null, neutral(), part(sign, tally[sign + 1] / most));
  return h(
    "button",
    { type: "button", class: "bar", onclick, title: `${label}: ${tallyWords(tally)}` },
    h("span", { class: "label" }, name(label)),
    h("span", { class: "sides", role: "img", "aria-label": tallyWords(tally) }, half(-1), half(1)),
  );
}

/** Rows of diverging bars, the first few and a button for the rest. */
export function bars(/** @type {[string, Tally, () => void][]} */ rows, few = 8) {
  const most = Math.max(1, ...rows.map(([, tally]) => Math.max(tally[0], tally[2]) + tally[1] / 2));
  const made = rows.map(([label, tally, onclick]) => divergingBar(label, tally, most, onclick));
  const list = h("div", { class: "bars" }, made.slice(0, few));
  if (made.length <= few) return list;
  const more = h("button", { type: "button", class: "more" }, `Show ${number(made.length - few)} more`);
  more.addEventListener("click", () => more.replaceWith(...made.slice(few)));
  list.append(more);
  return list;
}

function part(sign, share) {
  const made = h("i", { class: SIGN_WORDS.get(sign)?.style });
  made.style.setProperty("width", `${(100 * share).toFixed(2)}%`);
  return made;
}
