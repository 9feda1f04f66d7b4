// The picture: vis-network draws and finds what is under the mouse; where things stand is decided in Python.

import { allNodes, options } from "./data.js";
import { around, viewpoint } from "./camera.js";
import { element } from "./element.js";
import { MANY, VERY_MANY, lineItems } from "./lines.js";
import { nameCover, withRoom } from "./names.js";
import { placesOf } from "./places.js";
import { drawActor, drawIssue, drawName, issueSize, radius } from "./shapes.js";
import { endsOf, total, touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {{ x: number, y: number }} Point
 */

const MOVE = 480; // milliseconds
const CROWDED = 0.42; // below this zoom, boxes too have their names only where there is room

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

/** How each line was styled last. @type {Map<string, string>} */
const styles = new Map();
let economy = 0;

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
  network.on("click", ({ nodes, edges, pointer }) => {
    network.unselectAll();
    const node = byKey.get(nodes[0]) ?? nameAt(pointer.canvas);
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
  const goals = placesOf(view.drawnNodes, state.layout, context);
  const fresh = syncNodes(goals);
  syncLines();
  if (fresh.length) network.redraw(); // vis-network learns the size of a node only by drawing it
  economise(view.drawn.length);
  const relaid =
    state.layout !== before.layout || (state.layout === "columns" && state.filters !== before.filters);
  if (relaid) glide(goals);
  else if (fresh.length === view.drawnNodes.size || state.everything !== before.everything) fit(true);
  else if (state.selection && fresh.length) fit(true, bright);
  redrawSoon();
}

/** Draw again, with the colours as they are now. */
export function repaint() {
  syncLines();
  redrawSoon();
}

/** Fit nodes into the stage, all that are drawn unless told otherwise. */
export function fit(/** @type {boolean} */ animated, only = shown?.drawnNodes) {
  if (!only?.size || !frame.clientWidth) return;
  const view = viewpointOf(only, frame.clientWidth, frame.clientHeight, overlays());
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
  return network.canvasToDOM(placeOf(node));
}

/** Where the middle of a line is: of the curve, not of its chord. */
export function linePoint(/** @type {string} */ key) {
  const { edgeType, fromId, toId } = network.body.edges[key];
  if (fromId !== toId) return network.canvasToDOM(edgeType.getPoint(0.5));
  const node = placeOf(/** @type {PageNode} */ (byKey.get(fromId)));
  const [x, y, reach] = edgeType._getCircleData(context);
  const far = 1 + reach / Math.hypot(x - node.x, y - node.y); // the end of the loop that is furthest from its node
  return network.canvasToDOM({ x: node.x + (x - node.x) * far, y: node.y + (y - node.y) * far });
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
    const view = viewpointOf(shown.drawnNodes, width, height, { left: 20, right: 20, top: 12, bottom: 12 });
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

/** Draw with the next frame, when the page has been laid out anyway. */
function redrawSoon() {
  network.body.emitter.emit("_requestRedraw");
}

function hover(node) {
  hovered = node;
  frame.classList.toggle("pointing", node !== null);
  redrawSoon();
}

/** What is selected, and what it is linked to; empty if nothing is. */
function brightNodes() {
  const { selection } = current;
  if (!selection) return new Set();
  const ends = endsOf(shown.drawn.filter((link) => touches(selection, link)));
  return selection.kind === "node" ? ends.add(selection.node) : ends.add(selection.from).add(selection.to);
}

/*
 * Every change in a data set makes vis-network go over the whole network, and takes it a tenth of a second.
 * So nodes and lines are handed over once; from then on they are shown, hidden and styled where it keeps them.
 */

function syncNodes(goals) {
  const keys = [...shown.drawnNodes].map((node) => node.key);
  const before = new Set(network.body.nodeIndices);
  const unknown = [...shown.drawnNodes].filter((node) => !network.body.nodes[node.key]);
  if (unknown.length) nodeSet.add(unknown.map(nodeItem));
  for (const node of unknown) {
    // Lines end at the circle itself: vis-network would take a custom shape for a square.
    const { shape } = network.body.nodes[node.key];
    if (!node.issue) shape.distanceToBorder = () => radius(shown.tallies[node.index], current.layout) + 1.5;
  }
  const fresh = [...shown.drawnNodes].filter((node) => !before.has(node.key));
  for (const node of fresh) Object.assign(network.body.nodes[node.key], goals.get(node));
  network.body.nodeIndices = keys;
  return fresh;
}

function nodeItem({ key, x, y }) {
  return { id: key, x, y, shape: "custom", ctxRenderer: render };
}

function syncLines() {
  linkByKey.clear();
  for (const link of shown.drawn) linkByKey.set(link.key, link);
  const items = lineItems(shown.drawn, current);
  const unknown = items.filter(({ id }) => !network.body.edges[id]);
  for (const item of items) {
    const style = JSON.stringify(item);
    if (network.body.edges[item.id] && styles.get(item.id) !== style)
      network.body.edges[item.id].setOptions(item);
    styles.set(item.id, style);
  }
  if (unknown.length) lineSet.add(unknown);
  network.body.edgeIndices = [...linkByKey.keys()];
}

/** With very many lines, moving the picture draws the nodes only. */
function economise(count) {
  const level = Number(count > MANY) + Number(count > VERY_MANY);
  if (level === economy) return;
  economy = level;
  network.setOptions({
    interaction: { hideEdgesOnDrag: level > 0, hideEdgesOnZoom: level > 0, hover: level < 2 },
  });
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
    const { width, height } = issueSize(ctx, node, look);
    const draw = () => drawIssue(ctx, node, x, y, look);
    const above = look.zoom < CROWDED && look.named; // of small nodes that would lie on the box
    return { [above ? "drawExternalLabel" : "drawNode"]: draw, nodeDimensions: { width, height } };
  }
  const across = 2 * radius(look.tally, look.layout);
  return {
    drawNode: () => drawActor(ctx, node, x, y, look),
    drawExternalLabel: () => look.named && drawName(ctx, node, x, y, look),
    nodeDimensions: { width: across, height: across },
  };
}

function isSelected(node) {
  return current.selection?.kind === "node" && current.selection.node === node;
}

function lookOf(node) {
  return {
    tally: shown.tallies[node.index],
    layout: current.layout,
    zoom: network.getScale(),
    dimmed: bright.size > 0 && !bright.has(node) && node !== hovered,
    raised: isSelected(node) || node === hovered,
    focused: node === focused,
    named: named.has(node),
  };
}

/** Give names room, the weightiest first. */
function roomForNames() {
  if (!shown) return new Set();
  const zoom = network.getScale();
  const crowded = current.layout === "network" && zoom < CROWDED;
  const weights = new Map([...shown.drawnNodes].map((node) => [node, weight(node, crowded)]));
  const order = [...weights.keys()].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
  const cover = (node) => nameCover(context, node, placeOf(node), sizeOf(node, zoom));
  const wanted = (node) => node === hovered || node === focused || isSelected(node);
  return withRoom(order, cover, (node) => wanted(node) || (node.issue && !crowded));
}

/** The node whose name is at a point: a name is as good to click as its circle. */
function nameAt({ x, y }) {
  const zoom = network.getScale();
  return [...named].find((node) => {
    const box = nameCover(context, node, placeOf(node), sizeOf(node, zoom));
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
  const name = nameCover(context, node, { x, y }, sizeOf(node, zoom));
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
