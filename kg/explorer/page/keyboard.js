// Everything by keyboard.

import { element, fill, h } from "./element.js";
import { state } from "./state.js";
import { fit, focusNode, focusedNode, neighbour, zoom } from "./stage.js";
import { total, touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {object} Actions
 * @property {() => import("./view.js").View} view
 * @property {(node: PageNode) => void} openNode
 * @property {(from: PageNode, to: PageNode) => void} openLink
 * @property {() => void} clear
 * @property {(text: string) => void} say
 * @property {(node: PageNode) => string} describe
 */

/** @type {Map<string, [number, number]>} */
const DIRECTIONS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

const HELP = [
  ["/", "find an actor or an issue"],
  ["← ↑ → ↓", "go from node to node, when the picture has the focus"],
  ["Enter", "open the node"],
  ["E, Shift E", "step through its links"],
  ["Esc", "clear the selection"],
  ["+ − 0", "nearer, further, everything"],
  ["T", "picture or table"],
  ["D", "light or dark"],
  ["?", "this help"],
];

/** Listen to the keyboard. */
export function openKeyboard(/** @type {Actions} */ actions) {
  const stage = element("stage");
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS.get(event.key);
    if (direction) go(direction, actions);
    else if (event.key === "Enter" || event.key === " ") openFocused(actions);
    else if (event.key.toLowerCase() === "e") stepThroughLinks(event.shiftKey ? -1 : 1, actions);
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "0") fit(true);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing() || element("help").open) return;
    const press = (id) => element(id).click();
    if (event.key === "/") element("search").focus();
    else if (event.key === "Escape") actions.clear();
    else if (event.key === "?") press("open-help");
    else if (event.key.toLowerCase() === "t") press("view-table");
    else if (event.key.toLowerCase() === "d") press("turn-theme");
    else return;
    event.preventDefault();
  });
}

/** Fill and show the list of keys. */
export function openHelp() {
  const dialog = element("help");
  const rows = HELP.map(([keys, words]) => [h("dt", null, h("kbd", null, keys)), h("dd", null, words)]);
  const close = h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Close");
  fill(dialog, h("h2", { id: "help-title" }, "Keyboard"), h("dl", null, rows), close);
  dialog.showModal();
}

function typing() {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement && activeElement.type === "text";
}

function go([right, down], { view, say, describe }) {
  const from = focusedNode() ?? (state.selection?.kind === "node" ? state.selection.node : null);
  const node = from ? neighbour(from, right, down) : loudest(view());
  if (!node) return;
  focusNode(node);
  say(describe(node));
}

function loudest({ drawnNodes, tallies }) {
  return [...drawnNodes].sort((a, b) => total(tallies[b.index]) - total(tallies[a.index]))[0];
}

function openFocused({ openNode }) {
  const node = focusedNode();
  if (node) openNode(node);
}

function stepThroughLinks(way, { view, openLink }) {
  const { selection } = state;
  const node = focusedNode() ?? (selection?.kind === "node" ? selection.node : selection?.from);
  if (!node) return;
  const pairs = new Map();
  for (const link of view().drawn) {
    if (touches({ kind: "node", node }, link)) pairs.set(`${link.from.index}>${link.to.index}`, link);
  }
  const links = [...pairs.values()];
  if (!links.length) return;
  const now =
    selection?.kind === "link" ? links.findIndex((link) => touches(selection, link)) : way > 0 ? -1 : 0;
  const next = links[(now + way + links.length) % links.length];
  focusNode(node);
  openLink(next.from, next.to);
}
