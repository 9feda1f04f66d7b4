// The picture: who is bright, who is dim, whose name has room, and from where to look.

import { around, viewpoint } from "./camera.js";
import {
  context2d,
  economise,
  look,
  middleOf,
  onStage,
  openCanvas,
  placeOf,
  redrawSoon,
  scale,
  showOnCanvas,
  snapshot,
} from "./canvas.js";
import { element } from "./element.js";
import { glide } from "./motion.js";
import { MANY, VERY_MANY, lineItems } from "./lines.js";
import { nameCover, withRoom } from "./names.js";
import { placesOf } from "./places.js";
import { drawActor, drawIssue, drawName, issueSize, radius } from "./shapes.js";
import { endsOf, total, touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {import("./state.js").State} State
 */

const CROWDED = 0.42; // below this zoom, boxes too have their names only where there is room

const frame = element("stage");

/** @type {View} */
let shown;
/** @type {State} */
let current;
/** @type {PageNode | null} */
let focused = null;
/** @type {PageNode | null} */
let hovered = null;
/** What is selected, and what it is linked to; empty if nothing is. @type {Set<PageNode>} */
let bright = new Set();
/** Whose names have room at this moment. @type {Set<PageNode>} */
let named = new Set();

/**
 * Make the picture.
 *
 * @param {{ onNode: (node: PageNode) => void, onLink: (link: any) => void, onNothing: () => void }} callbacks
 */
export function openStage({ onNode, onLink, onNothing }) {
  openCanvas(frame, drawingFor, {
    click: (under, line, point) => {
      const node = under ?? nameAt(point);
      const link = shown.drawn.find(({ key }) => key === line);
      if (node) onNode(node);
      else if (link) onLink(link);
      else onNothing();
    },
    doubleClick: (node) => look({ position: placeOf(node), scale: 1.6 }, 350),
    hover: (node) => {
      hovered = node;
      frame.classList.toggle("pointing", node !== null);
      redrawSoon();
    },
    hoverLine: (over) => frame.classList.toggle("pointing", over),
    beforeDrawing: () => (named = roomForNames()),
  });
  new ResizeObserver(() => fit(false)).observe(frame);
}

/** Show a view; what stays, stays where it is. */
export function showStage(/** @type {View} */ view, /** @type {State} */ state, /** @type {State} */ before) {
  shown = view;
  current = state;
  bright = brightNodes();
  if (focused && !view.drawnNodes.has(focused)) focused = null;
  const goals = placesOf(view.drawnNodes, state.layout, context2d());
  const fresh = showOnCanvas(view.drawnNodes, lineItems(view.drawn, state), goals);
  economise(view.drawn.length > MANY, view.drawn.length > VERY_MANY);
  const closed = state.layout === "columns" && state.filters !== before.filters; // the gaps of what is filtered out
  if (state.layout !== before.layout || closed) glide(goals, () => fit(true));
  else if (fresh.length === view.drawnNodes.size || state.everything !== before.everything) fit(true);
  else if (state.selection && fresh.length) fit(true, bright);
  redrawSoon();
}

/** Fit nodes into the stage, all that are drawn unless told otherwise. */
export function fit(/** @type {boolean} */ animated, only = shown?.drawnNodes) {
  if (!only?.size || !frame.clientWidth) return;
  look(viewpointOf(only, frame.clientWidth, frame.clientHeight, overlays()), animated ? 300 : 0);
}

/** Zoom in or out. */
export function zoom(/** @type {number} */ factor) {
  look({ scale: Math.min(4, Math.max(0.1, scale() * factor)) }, 120);
}

/** Bring a node into the middle if it is not well inside the stage. */
export function bringIntoView(/** @type {PageNode} */ node) {
  const { x, y } = nodePoint(node);
  const inside = x > 60 && y > 60 && x < frame.clientWidth - 60 && y < frame.clientHeight - 60;
  if (!inside || scale() < CROWDED) look({ position: placeOf(node), scale: Math.max(0.7, scale()) }, 350);
}

/** The node with the keyboard's focus. */
export function focusedNode() {
  return focused;
}

/** Give a node the keyboard's focus. */
export function focusNode(/** @type {PageNode | null} */ node) {
  focused = node;
  if (node) bringIntoView(node);
  redrawSoon();
}

/** The nearest node in a direction: straight on counts, sideways counts more than double. */
export function neighbour(
  /** @type {PageNode} */ from,
  /** @type {number} */ right,
  /** @type {number} */ down,
) {
  const here = placeOf(from);
  /** @type {PageNode | null} */
  let best = null;
  let least = Infinity;
  for (const node of shown.drawnNodes) {
    const there = placeOf(node);
    const [x, y] = [there.x - here.x, there.y - here.y];
    const along = x * right + y * down;
    const cost = along + 2.2 * Math.abs(x * down - y * right);
    if (node !== from && along > 4 && cost < least) [best, least] = [node, cost];
  }
  return best;
}

/** Where a node stands on the page, in pixels of the stage. */
export function nodePoint(/** @type {PageNode} */ node) {
  return onStage(placeOf(node));
}

/** Where the middle of a line is. */
export function linePoint(/** @type {string} */ key) {
  return onStage(middleOf(key));
}

/** Draw the whole view into a canvas of its own, `times` as large. */
export function picture(
  /** @type {number} */ times,
  /** @type {number} */ width,
  /** @type {number} */ height,
) {
  const edges = { left: 20, right: 20, top: 12, bottom: 12 };
  const view = viewpointOf(shown.drawnNodes, width, height, edges);
  return snapshot(width * times, height * times, { ...view, scale: view.scale * times });
}

function brightNodes() {
  const { selection } = current;
  if (!selection) return new Set();
  const ends = endsOf(shown.drawn.filter((link) => touches(selection, link)));
  return selection.kind === "node" ? ends.add(selection.node) : ends.add(selection.from).add(selection.to);
}

/** @returns {import("./canvas.js").Drawing} */
function drawingFor(node, { x, y }) {
  const context = context2d();
  const how = lookOf(node);
  if (node.issue) {
    const { width, height } = issueSize(context, node, how);
    const draw = () => drawIssue(context, node, x, y, how);
    const covering = how.zoom < CROWDED && how.named; // a box among small nodes that would lie on it
    return { width, height, [covering ? "above" : "draw"]: draw };
  }
  const around = radius(how.tally, how.layout);
  return {
    width: 2 * around,
    height: 2 * around,
    border: around + 1.5,
    draw: () => drawActor(context, node, x, y, how),
    above: () => how.named && drawName(context, node, x, y, how),
  };
}

function isSelected(node) {
  return current.selection?.kind === "node" && current.selection.node === node;
}

function lookOf(node) {
  return {
    ...sizeOf(node, scale()),
    dimmed: bright.size > 0 && !bright.has(node) && node !== hovered,
    raised: isSelected(node) || node === hovered,
    focused: node === focused,
    named: named.has(node),
  };
}

/** Give names room, the weightiest first. */
function roomForNames() {
  if (!shown) return new Set();
  const zoom = scale();
  const crowded = current.layout === "network" && zoom < CROWDED;
  const weights = new Map([...shown.drawnNodes].map((node) => [node, weight(node, crowded)]));
  const order = [...weights.keys()].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
  const cover = (node) => nameCover(context2d(), node, placeOf(node), sizeOf(node, zoom));
  const wanted = (node) => node === hovered || node === focused || isSelected(node);
  return withRoom(order, cover, (node) => wanted(node) || (node.issue && !crowded));
}

/** The node whose name is at a point: a name is as good to click as its circle. */
function nameAt({ x, y }) {
  const zoom = scale();
  return [...named].find((node) => {
    const box = nameCover(context2d(), node, placeOf(node), sizeOf(node, zoom));
    return x > box.left && x < box.right && y > box.top && y < box.bottom;
  });
}

function weight(node, crowded) {
  const boxed = node.issue && !crowded ? 1e4 : 0;
  const wanted = (node === hovered || node === focused ? 1e7 : 0) + (bright.has(node) ? 1e6 : 0);
  return total(shown.tallies[node.index]) + boxed + wanted;
}

function sizeOf(node, zoom) {
  return { tally: shown.tallies[node.index], layout: current.layout, zoom };
}

/** What a node covers with its name. */
function coverOf(node, zoom) {
  const { x, y } = placeOf(node);
  const name = nameCover(context2d(), node, { x, y }, sizeOf(node, zoom));
  const reach = node.issue ? 0 : radius(shown.tallies[node.index], current.layout);
  return around(name, { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });
}

/** Names are larger in a small picture, and the picture smaller for larger names: the second look is near enough. */
function viewpointOf(nodes, width, height, edges) {
  const at = (zoom) =>
    viewpoint(
      [...nodes].map((node) => coverOf(node, zoom)),
      { width, height },
      edges,
    );
  return at(at(0.8).scale);
}

/** Room for the pill above and the buttons to the right. */
function overlays() {
  return { left: 20, right: 58, top: current.selection ? 54 : 20, bottom: 18 };
}
