// vis-network, kept at arm's length: it draws, and finds what is under the mouse. Nothing else on the page knows it.

import { allNodes, options } from "./data.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ scale: number, position: Point }} Viewpoint
 *
 * @typedef {object} Drawing  what is drawn for a node
 * @property {number} width  of the room that it takes, and in which it can be clicked
 * @property {number} height
 * @property {number} [border]  how far from its middle lines end; without it, at the box
 * @property {() => void} [draw]
 * @property {() => void} [above]  drawn after all nodes
 *
 * @typedef {object} Listeners
 * @property {(node: PageNode | undefined, line: string | undefined, point: Point) => void} click
 * @property {(node: PageNode) => void} doubleClick
 * @property {(node: PageNode | null) => void} hover
 * @property {(over: boolean) => void} hoverLine
 * @property {() => void} beforeDrawing
 */

const EASING = "easeInOutQuad";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const byKey = new Map(allNodes.map((node) => [node.key, node]));

/** How each line was styled last. @type {Map<string, string>} */
const styles = new Map();

/** @type {any} */
let network;
/** @type {any} */
let nodeSet;
/** @type {any} */
let lineSet;
/** @type {(node: PageNode, place: Point) => Drawing} */
let drawingOf;

/** Make the canvas inside an element; `drawing` is asked for every node in every frame. */
export function openCanvas(
  /** @type {Element} */ frame,
  /** @type {(node: PageNode, place: Point) => Drawing} */ drawing,
  /** @type {Listeners} */ { click, doubleClick, hover, hoverLine, beforeDrawing },
) {
  drawingOf = drawing;
  nodeSet = new vis.DataSet();
  lineSet = new vis.DataSet();
  network = new vis.Network(frame, { nodes: nodeSet, edges: lineSet }, options);
  /** @type {any} */ (frame.querySelector(".vis-network")).tabIndex = -1;
  network.on("click", ({ nodes, edges, pointer }) => {
    network.unselectAll();
    click(byKey.get(nodes[0]), edges[0], pointer.canvas);
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && doubleClick(nodeOf(nodes[0])));
  network.on("hoverNode", ({ node }) => hover(nodeOf(node)));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => hoverLine(true));
  network.on("blurEdge", () => hoverLine(false));
  network.on("beforeDrawing", beforeDrawing);
}

/** What to draw on, and to measure names with. @returns {CanvasRenderingContext2D} */
export function context2d() {
  return network.canvas.getContext();
}

/**
 * Show exactly these nodes and lines, and return the nodes that were not shown before. Nodes that are new stand
 * at the places given, the others stay where they are.
 *
 * Every change in a data set makes vis-network go over the whole network, and takes it a tenth of a second. So
 * nodes and lines are handed over once; from then on they are shown, hidden and styled where it keeps them.
 */
export function showOnCanvas(
  /** @type {Iterable<PageNode>} */ nodes,
  /** @type {{ id: string }[]} */ lines,
  /** @type {Map<PageNode, Point>} */ places,
) {
  const drawn = [...nodes];
  const before = new Set(network.body.nodeIndices);
  handOver(drawn, lines);
  const fresh = drawn.filter((node) => !before.has(node.key));
  for (const node of fresh) moveNode(node, places.get(node) ?? node);
  network.body.nodeIndices = drawn.map((node) => node.key);
  network.body.edgeIndices = lines.map((line) => line.id);
  if (fresh.length) redraw(); // only drawn nodes have a size, which lines and clicks need
  return fresh;
}

/** How many nodes and lines are on the canvas. */
export function painted() {
  return { nodes: network.body.nodeIndices.length, lines: network.body.edgeIndices.length };
}

/** With many lines, moving the picture draws the nodes only; with very many, nothing happens under the mouse. */
export function economise(/** @type {boolean} */ many, /** @type {boolean} */ veryMany) {
  const interaction = { hideEdgesOnDrag: many, hideEdgesOnZoom: many, hover: !veryMany };
  const style = JSON.stringify(interaction);
  if (styles.get("") !== style) network.setOptions({ interaction });
  styles.set("", style);
}

/** Draw now. */
export function redraw() {
  network.redraw();
}

/** Draw with the next frame, when the page has been laid out anyway. */
export function redrawSoon() {
  network.body.emitter.emit("_requestRedraw");
}

/** Where a node stands. @returns {Point} */
export function placeOf(/** @type {PageNode} */ node) {
  const { x, y } = network.body.nodes[node.key] ?? node;
  return { x, y };
}

/** Put a node somewhere; it is drawn there with the next frame. */
export function moveNode(/** @type {PageNode} */ node, /** @type {Point} */ { x, y }) {
  const body = network.body.nodes[node.key];
  if (body) Object.assign(body, { x, y });
}

/** How near the picture is. @returns {number} */
export function scale() {
  return network.getScale();
}

/** Look from somewhere else, in so many milliseconds where motion is welcome. */
export function look(/** @type {Partial<Viewpoint>} */ viewpoint, milliseconds = 0) {
  const animation = milliseconds > 0 && !calm.matches && { duration: milliseconds, easingFunction: EASING };
  network.moveTo({ ...viewpoint, animation });
}

/** Where a point of the picture is, in pixels of the stage. @returns {Point} */
export function onStage(/** @type {Point} */ point) {
  return network.canvasToDOM(point);
}

/** The middle of a line: of the curve, not of its chord; of a loop, the point that is furthest from its node. */
export function middleOf(/** @type {string} */ line) {
  const { edgeType, fromId, toId } = network.body.edges[line];
  if (fromId !== toId) return edgeType.getPoint(0.5);
  const node = placeOf(nodeOf(fromId));
  const [x, y, reach] = edgeType._getCircleData(context2d());
  const far = 1 + reach / Math.hypot(x - node.x, y - node.y);
  return { x: node.x + (x - node.x) * far, y: node.y + (y - node.y) * far };
}

/** A copy of the canvas in another size, looked at from somewhere else. The canvas itself stays as it is. */
export function snapshot(
  /** @type {number} */ width,
  /** @type {number} */ height,
  /** @type {Viewpoint} */ viewpoint,
) {
  const before = { position: network.getViewPosition(), scale: scale() };
  const copy = document.createElement("canvas");
  try {
    network.setSize(`${width}px`, `${height}px`);
    redraw();
    look(viewpoint);
    redraw();
    copy.width = width;
    copy.height = height;
    copy.getContext("2d")?.drawImage(network.canvas.frame.canvas, 0, 0, width, height);
  } finally {
    network.setSize("100%", "100%");
    redraw();
    look(before);
  }
  return copy;
}

function nodeOf(key) {
  return /** @type {PageNode} */ (byKey.get(key));
}

function handOver(nodes, lines) {
  const unknownNodes = nodes.filter(({ key }) => !network.body.nodes[key]);
  const unknownLines = lines.filter(({ id }) => !network.body.edges[id]);
  for (const line of lines) {
    const style = JSON.stringify(line);
    if (styles.get(line.id) !== style) network.body.edges[line.id]?.setOptions(line);
    styles.set(line.id, style);
  }
  if (unknownNodes.length) nodeSet.add(unknownNodes.map(nodeItem));
  if (unknownLines.length) lineSet.add(unknownLines);
}

function nodeItem({ key, x, y }) {
  return { id: key, x, y, shape: "custom", ctxRenderer: render };
}

/** What vis-network calls. It asks for sizes only now and then; clicks and the ends of lines need them as they are. */
function render({ id, x, y }) {
  const { width, height, border, draw, above } = drawingOf(nodeOf(id), { x, y });
  const { shape } = network.body.nodes[id];
  Object.assign(shape, { width, height, radius: width / 2, left: x - width / 2, top: y - height / 2 });
  if (border) shape.distanceToBorder = () => border; // it would take a circle for a square
  return { drawNode: draw, drawExternalLabel: above, nodeDimensions: { width, height } };
}
