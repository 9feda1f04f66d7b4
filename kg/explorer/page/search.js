// Search: type a part of a name, without caring for accents; arrows and Enter, or a click.

import { allNodes } from "./data.js";
import { element, fill, h, name } from "./element.js";
import { folded } from "./words.js";

const MOST_MATCHES = 8;

const box = element("search");
const list = element("matches");

/** All names, once somebody searches. @type {{ node: import("./data.js").PageNode, names: string[] }[]} */
let index = [];

/** @type {import("./data.js").PageNode[]} */
let found = [];
let active = -1;

/** Make the search box work; `open` is called with what was found. */
export function openSearch(
  /** @type {(node: import("./data.js").PageNode) => void} */ open,
  /** @type {() => void} */ leave,
) {
  const take = (node) => {
    clear();
    open(node);
  };
  box.addEventListener("input", () => {
    found = matches(box.value);
    active = found.length ? 0 : -1;
    showMatches(take);
  });
  box.addEventListener("keydown", (event) => {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (way && found.length) {
      event.preventDefault();
      active = (active + way + found.length) % found.length;
      showMatches(take);
    } else if (event.key === "Enter" && found[active]) {
      event.preventDefault();
      take(found[active]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      clear();
      leave();
    }
  });
  box.addEventListener("blur", () => {
    found = [];
    showMatches(take);
  });
}

/** The nodes whose name or alias has every word; names that begin with the first come first. */
function matches(text) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  if (!index.length)
    index = allNodes.map((node) => ({ node, names: [node.label, ...node.aliases].map(folded) }));
  const hits = index.filter(({ names }) => names.some((one) => words.every((word) => one.includes(word))));
  const cost = ({ names }) => (names[0].startsWith(words[0]) ? 0 : names[0].includes(` ${words[0]}`) ? 1 : 2);
  return hits
    .sort((a, b) => cost(a) - cost(b) || a.names[0].length - b.names[0].length)
    .slice(0, MOST_MATCHES)
    .map(({ node }) => node);
}

function showMatches(take) {
  const searching = box.value.trim() !== "" && document.activeElement === box;
  const rows = found.map((node, place) =>
    h(
      "li",
      {
        role: "option",
        id: `match-${place}`,
        "aria-selected": String(place === active),
        onmousedown: (event) => pick(event, take, node),
      },
      h("span", { class: `dot ${node.issue ? "issue" : "actor"}`, "aria-hidden": "true" }),
      name(node.label),
      h("small", null, node.kind),
    ),
  );
  const empty = h(
    "li",
    { class: "empty", role: "option", "aria-disabled": "true", "aria-selected": "false" },
    "Nobody of that name",
  );
  fill(list, rows.length ? rows : searching && empty);
  list.hidden = !searching;
  box.setAttribute("aria-expanded", String(!list.hidden));
  if (active >= 0 && found.length) box.setAttribute("aria-activedescendant", `match-${active}`);
  else box.removeAttribute("aria-activedescendant");
}

function pick(event, take, node) {
  event.preventDefault(); // the box would lose its focus, and the list with it
  take(node);
}

function clear() {
  box.value = "";
  found = [];
  active = -1;
  showMatches(() => {});
}
