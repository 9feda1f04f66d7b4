// Everything by keyboard.

import { element, fill, h } from "./element.js";
import { state } from "./state.js";
import { total } from "./tallies.js";
import { touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {object} Actions
 * @property {import("./stage.js").Stage} stage
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

/** Keys that press a button. */
const BUTTONS = new Map([
  ["?", "open-help"],
  ["1", "lay-network"],
  ["2", "lay-columns"],
  ["3", "lay-spectrum"],
  ["t", "view-table"],
  ["c", "compare"],
  ["p", "play"],
  ["s", "tell"],
  ["d", "turn-theme"],
  ["pagedown", "story-next"],
  ["pageup", "story-back"],
]);

const HELP = [
  ["/", "find an actor or an issue"],
  ["← ↑ → ↓", "go from node to node, when the picture has the focus"],
  ["Enter", "open the node"],
  ["E, Shift E", "step through its links"],
  ["Esc", "clear the selection"],
  ["+ − 0", "nearer, further, everything"],
  ["1 2 3", "network, actors ↔ issues, spectrum"],
  ["T", "picture or table"],
  ["C", "compare two periods or publishers"],
  ["P", "play through time, or stop"],
  ["S", "tell a story, or make one of the views that you choose"],
  ["Page ↓ ↑", "the next or last step of the story"],
  ["D", "light or dark"],
  ["?", "this help"],
];

/** Listen to the keyboard. */
export function openKeyboard(/** @type {Actions} */ actions) {
  const { stage } = actions;
  element("stage").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS.get(event.key);
    if (direction) go(direction, actions);
    else if (event.key === "Enter" || event.key === " ") openFocused(actions);
    else if (event.key.toLowerCase() === "e") stepThroughLinks(event.shiftKey ? -1 : 1, actions);
    else if (event.key === "+" || event.key === "=") stage.zoom(1.25);
    else if (event.key === "-") stage.zoom(0.8);
    else if (event.key === "0") stage.fit(true);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing() || element("help").open) return;
    const id = BUTTONS.get(event.key.toLowerCase());
    if (event.key === "/") element("search").focus();
    else if (event.key === "Escape") actions.clear();
    else if (id && isThere(id)) element(id).click();
    else return;
    event.preventDefault();
  });
}

function isThere(id) {
  return element(id).checkVisibility();
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
  if (activeElement instanceof HTMLSelectElement) return true;
  return activeElement instanceof HTMLInputElement && ["text", "date"].includes(activeElement.type);
}

function go([right, down], { stage, view, say, describe }) {
  const from = stage.focused ?? (state.selection?.kind === "node" ? state.selection.node : null);
  const node = from ? stage.neighbour(from, right, down) : loudest(view());
  if (!node) return;
  stage.focus(node);
  say(describe(node));
}

function loudest({ drawnNodes, tallies }) {
  return [...drawnNodes].sort((a, b) => total(tallies[b.index]) - total(tallies[a.index]))[0];
}

function openFocused({ stage, openNode }) {
  const node = stage.focused;
  if (node) openNode(node);
}

function stepThroughLinks(way, { stage, view, openLink }) {
  const { selection } = state;
  const node = stage.focused ?? nodeOfSelection(selection);
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
  stage.focus(node);
  openLink(next.from, next.to);
}

function nodeOfSelection(selection) {
  if (selection?.kind === "node") return selection.node;
  return selection?.kind === "link" ? selection.from : null;
}
