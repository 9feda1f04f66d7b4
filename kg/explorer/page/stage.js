// The picture: vis-network draws and finds what is under the mouse; where things stand is decided in Python.

import { allNodes, options } from "./data.js";
import { element } from "./element.js";
import { MANY, VERY_MANY, isDimmed, lineItems } from "./lines.js";
import { drawActor, drawIssue, drawName, issueSize, nameBox, radius } from "./shapes.js";
import { endsOf, total, touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {{ x: number, y: number }} Point
 */

const MOVE = 480; // milliseconds
const COLUMN_GAP = 400;
const ROW = 36;

const frame = element("stage");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** @type {any} */
let network;
/** @type {any} */
let nodeSet;
/** @type {any} */
let lineSet;
/** @type {View} */
let shown;
/** @type {import("./state.js").State} */
let current;
/** @type {PageNode | null} */
let focused = null;
/** @type {PageNode | null} */
let hovered = null;
/** @type {Set<PageNode>} */
let bright = new Set();
/** Whose names have room at this moment. @type {Set<PageNode>} */
let named = new Set();
/** @type {CanvasRenderingContext2D} */
let context;
let moving = 0;

const byKey = new Map(allNodes.map((node) => [node.key, node]));
const linkByKey = new Map();

/**
 * Make the picture.
 *
 * @param {{ onNode: (node: PageNode) => void, onLink: (link: any) => void, onNothing: () => void }} callbacks
 */
export function openStage({ onNode, onLink, onNothing }) {
  nodeSet = new vis.DataSet();
  lineSet = new vis.DataSet();
  network = new vis.Network(frame, { nodes: nodeSet, edges: lineSet }, options);
  context = network.canvas.getContext();
  frame.querySelector(".vis-network").tabIndex = -1;
  network.on("click", ({ nodes, edges }) => {
    network.unselectAll();
    const node = byKey.get(nodes[0]);
    if (node) onNode(node);
    else if (edges.length) onLink(linkByKey.get(edges[0]));
    else onNothing();
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && zoomTo(byKey.get(nodes[0]), 1.6));
  network.on("hoverNode", ({ node }) => hover(byKey.get(node) ?? null));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => frame.classList.add("pointing"));
  network.on("blurEdge", () => frame.classList.remove("pointing"));
  network.on("beforeDrawing", () => (named = roomForNames()));
  new ResizeObserver(() => fit(false)).observe(frame);
}

/** Show a view; what stays, stays where it is. */
export function showStage(
  /** @type {View} */ view,
  /** @type {import("./state.js").State} */ state,
  /** @type {import("./state.js").State} */ before,
) {
  shown = view;
  current = state;
  bright = brightNodes();
  if (focused && !view.drawnNodes.has(focused)) focused = null;
  const goals = places();
  const fresh = syncNodes(goals);
  syncLines();
  network.setOptions(economy(view.drawn.length));
  const relaid =
    state.layout !== before.layout || (state.layout === "columns" && state.filters !== before.filters);
  if (relaid) glide(goals);
  else if (fresh.length === view.drawnNodes.size || state.everything !== before.everything) fit(true);
  else if (state.selection && fresh.length) fit(true, bright);
  network.redraw();
}

/** Draw again, with the colours as they are now. */
export function repaint() {
  syncLines();
  network.redraw();
}

/** Fit nodes into the stage, all that are drawn unless told otherwise. */
export function fit(/** @type {boolean} */ animated, only = shown?.drawnNodes) {
  if (!only?.size || !frame.clientWidth) return;
  const view = viewpoint(only, frame.clientWidth, frame.clientHeight);
  network.moveTo({
    ...view,
    animation: animated && !calm.matches && { duration: 300, easingFunction: "easeInOutQuad" },
  });
}

/** Zoom in or out. */
export function zoom(/** @type {number} */ factor) {
  const scale = Math.min(4, Math.max(0.1, network.getScale() * factor));
  network.moveTo({ scale, animation: !calm.matches && { duration: 120, easingFunction: "easeInOutQuad" } });
}

/** Bring a node into the middle if it is not well inside the stage. */
export function bringIntoView(/** @type {PageNode} */ node) {
  const { x, y } = network.canvasToDOM(placeOf(node));
  const inside = x > 60 && y > 60 && x < frame.clientWidth - 60 && y < frame.clientHeight - 60;
  if (!inside || network.getScale() < 0.45) zoomTo(node, Math.max(0.7, network.getScale()));
}

/** The node with the keyboard's focus. */
export function focusedNode() {
  return focused;
}

/** Give a node the keyboard's focus. */
export function focusNode(/** @type {PageNode | null} */ node) {
  focused = node;
  if (node) bringIntoView(node);
  network.redraw();
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
  return network.canvasToDOM(placeOf(node));
}

/** Where the middle of a line is: of the curve, not of its chord. */
export function linePoint(/** @type {string} */ key) {
  const line = network.body.edges[key];
  return network.canvasToDOM(line.edgeType.getPoint(0.5));
}

/** Draw the whole view into a canvas of its own, `scale` times as large. */
export function picture(
  /** @type {number} */ scale,
  /** @type {number} */ width,
  /** @type {number} */ height,
) {
  const before = { position: network.getViewPosition(), scale: network.getScale() };
  const size = [`${frame.clientWidth}px`, `${frame.clientHeight}px`];
  const copy = document.createElement("canvas");
  try {
    network.setSize(`${width * scale}px`, `${height * scale}px`);
    network.redraw();
    const view = viewpoint(shown.drawnNodes, width, height, false);
    network.moveTo({ position: view.position, scale: view.scale * scale });
    network.redraw();
    const canvas = network.canvas.frame.canvas;
    copy.width = width * scale;
    copy.height = height * scale;
    copy.getContext("2d")?.drawImage(canvas, 0, 0, copy.width, copy.height);
  } finally {
    network.setSize(size[0], size[1]);
    network.setSize("100%", "100%");
    network.redraw();
    network.moveTo(before);
  }
  return copy;
}

function zoomTo(node, scale) {
  const animation = !calm.matches && { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: placeOf(node), scale, animation });
}

function hover(node) {
  hovered = node;
  frame.classList.toggle("pointing", node !== null);
  network.redraw();
}

/** What is selected, and what it is linked to; empty if nothing is. */
function brightNodes() {
  const { selection } = current;
  if (!selection) return new Set();
  const ends = endsOf(shown.drawn.filter((link) => touches(selection, link)));
  return selection.kind === "node" ? ends.add(selection.node) : ends.add(selection.from).add(selection.to);
}

/** @returns {Map<PageNode, Point>} */
function places() {
  const drawn = [...shown.drawnNodes];
  if (current.layout === "network") return new Map(drawn.map((node) => [node, { x: node.x, y: node.y }]));
  const actors = drawn.filter((node) => !node.issue).sort((a, b) => a.row - b.row);
  const issues = drawn.filter((node) => node.issue).sort((a, b) => a.row - b.row);
  const height = Math.max(actors.length, issues.length, 2) * ROW;
  const left = actors.map(
    (node, place) =>
      /** @type {[PageNode, Point]} */ ([node, { x: 0, y: spaced(place, actors.length, height) }]),
  );
  const right = issues.map((node, place) => {
    const { width } = issueSize(context, node, "columns");
    return /** @type {[PageNode, Point]} */ ([
      node,
      { x: COLUMN_GAP + width / 2, y: spaced(place, issues.length, height) },
    ]);
  });
  return new Map([...left, ...right]);
}

/** Rows fill the height of the longer column, but never stand more than twice as far apart. */
function spaced(place, count, height) {
  const step = Math.min(2 * ROW, height / count);
  return (place + 0.5 - count / 2) * step;
}

function syncNodes(goals) {
  const wanted = new Set([...shown.drawnNodes].map((node) => node.key));
  nodeSet.remove(nodeSet.getIds().filter((key) => !wanted.has(key)));
  const fresh = [...shown.drawnNodes].filter((node) => !nodeSet.get(node.key));
  nodeSet.add(
    fresh.map((node) => ({ id: node.key, ...goals.get(node), shape: "custom", ctxRenderer: render })),
  );
  for (const node of fresh) {
    // Lines end at the circle itself: vis-network would take a custom shape for a square.
    const { shape } = network.body.nodes[node.key];
    if (!node.issue) shape.distanceToBorder = () => radius(shown.tallies[node.index], current.layout) + 1.5;
  }
  return fresh;
}

function syncLines() {
  linkByKey.clear();
  for (const link of shown.drawn) linkByKey.set(link.key, link);
  lineSet.remove(lineSet.getIds().filter((key) => !linkByKey.has(key)));
  lineSet.update(lineItems(shown.drawn, current));
}

/** With very many lines, moving the picture draws the nodes only. */
function economy(count) {
  const much = count > MANY;
  return { interaction: { hideEdgesOnDrag: much, hideEdgesOnZoom: much, hover: count <= VERY_MANY } };
}

/** Move everybody to new places. */
function glide(goals) {
  cancelAnimationFrame(moving);
  const starts = new Map([...goals.keys()].map((node) => [node, placeOf(node)]));
  const began = performance.now();
  const step = (now) => {
    const done = calm.matches ? 1 : Math.min(1, Math.max(0, now - began) / MOVE);
    const eased = done < 0.5 ? 4 * done ** 3 : 1 - (2 - 2 * done) ** 3 / 2;
    for (const [node, goal] of goals) {
      const body = network.body.nodes[node.key];
      const start = starts.get(node);
      if (!body || !start) continue;
      body.x = start.x + (goal.x - start.x) * eased;
      body.y = start.y + (goal.y - start.y) * eased;
    }
    if (done === 1) fit(true);
    else moving = requestAnimationFrame(step);
    network.redraw();
  };
  step(began);
}

function placeOf(node) {
  const body = network.body.nodes[node.key];
  return body ? { x: body.x, y: body.y } : { x: node.x, y: node.y };
}

/** What vis-network calls for every node in every frame. */
function render({ id, x, y, ctx }) {
  const node = /** @type {PageNode} */ (byKey.get(id));
  const look = lookOf(node);
  if (node.issue) {
    const { width, height } = issueSize(ctx, node, look.layout, look.zoom);
    return { drawNode: () => drawIssue(ctx, node, x, y, look), nodeDimensions: { width, height } };
  }
  const across = 2 * radius(look.tally, look.layout);
  return {
    drawNode: () => drawActor(ctx, node, x, y, look),
    drawExternalLabel: () => look.named && drawName(ctx, node, x, y, look),
    nodeDimensions: { width: across, height: across },
  };
}

function lookOf(node) {
  const selected = current.selection?.kind === "node" && current.selection.node === node;
  return {
    tally: shown.tallies[node.index],
    layout: current.layout,
    zoom: network.getScale(),
    dimmed: bright.size > 0 && !bright.has(node) && node !== hovered,
    raised: selected || node === hovered,
    focused: node === focused,
    named: named.has(node),
  };
}

/** Give names room, the weightiest first; those that would lie on another stay out until there is room. */
function roomForNames() {
  if (!shown) return new Set();
  const weights = new Map([...shown.drawnNodes].map((node) => [node, weight(node)]));
  const order = [...shown.drawnNodes].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
  const room = new Set();
  /** @type {{left: number, top: number, right: number, bottom: number}[]} */
  const taken = [];
  for (const node of order) {
    const box = occupied(node);
    const free =
      node.issue || node === hovered || node === focused || !taken.some((other) => overlap(box, other));
    if (!free) continue;
    room.add(node);
    taken.push(box);
    if (taken.length > 400) break; // more names than that nobody reads at once
  }
  return room;
}

function weight(node) {
  const size = total(shown.tallies[node.index]) + (node.issue ? 10_000 : 0);
  return size + (node === hovered || node === focused ? 1e7 : 0) + (bright.has(node) ? 1e6 : 0);
}

function occupied(node) {
  const { x, y } = placeOf(node);
  const look = { tally: shown.tallies[node.index], layout: current.layout, zoom: network.getScale() };
  const size = node.issue ? issueSize(context, node, look.layout, look.zoom) : null;
  const box = size
    ? { left: -size.width / 2, top: -size.height / 2, width: size.width, height: size.height }
    : nameBox(context, node, look);
  return {
    left: x + box.left,
    top: y + box.top,
    right: x + box.left + box.width,
    bottom: y + box.top + box.height,
  };
}

function overlap(one, other) {
  const slack = 2;
  return (
    one.left < other.right - slack &&
    other.left < one.right - slack &&
    one.top < other.bottom - slack &&
    other.top < one.bottom - slack
  );
}

/** Where to look from, and how near, to see nodes with their names. vis-network's own fit knows of no names. */
function viewpoint(only, width, height, overlays = true) {
  const top = overlays && current.selection ? 54 : 20; // below the pill
  const edges = { left: 20, right: overlays ? 58 : 20, top, bottom: 18 };
  const room = {
    width: Math.max(40, width - edges.left - edges.right),
    height: Math.max(40, height - edges.top - edges.bottom),
  };
  const box = bounds(only);
  const wanted = Math.min(room.width / (box.right - box.left), room.height / (box.bottom - box.top));
  const scale = Math.min(1.35, Math.max(0.05, wanted));
  return {
    scale,
    position: {
      x: (box.left + box.right) / 2 - (edges.left - edges.right) / 2 / scale,
      y: (box.top + box.bottom) / 2 - (edges.top - edges.bottom) / 2 / scale,
    },
  };
}

function bounds(only) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const node of only) {
    const { x, y } = placeOf(node);
    const tally = shown.tallies[node.index];
    const size = node.issue ? issueSize(context, node, current.layout) : null;
    const reach = size ? size.height / 2 : radius(tally, current.layout);
    const name = size
      ? { left: -size.width / 2, width: size.width, top: 0, height: 0 }
      : nameBox(context, node, { tally, layout: current.layout, zoom: 0.7 });
    box.left = Math.min(box.left, x - reach, x + name.left);
    box.right = Math.max(box.right, x + reach, x + name.left + name.width);
    box.top = Math.min(box.top, y - reach);
    box.bottom = Math.max(box.bottom, y + reach, y + name.top + name.height);
  }
  return box;
}
