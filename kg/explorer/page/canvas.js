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
 * @property {number} [aside]  how far to the right of its place its middle is
 * @property {() => void} [draw]
 * @property {() => void} [above]  drawn after all nodes
 *
 * @typedef {object} Listeners
 * @property {(node: PageNode | undefined, line: string | undefined, point: Point) => void} click
 * @property {(node: PageNode) => void} doubleClick
 * @property {(node: PageNode | null) => void} hover
 * @property {(over: boolean) => void} hoverLine
 * @property {() => void} beforeDrawing
 * @property {() => void} afterDrawing
 * @property {(node: PageNode) => void} drag
 */

const EASING = "easeInOutQuad";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const byKey = new Map(allNodes.map((node) => [node.key, node]));

/** A canvas inside an element; `drawing` is asked for every node in every frame. */
export class Canvas {
  /** How each line was styled last. @type {Map<string, string>} */
  #styles = new Map();

  /**
   * What each node looks like in this frame: lines are drawn before nodes, and need their sizes.
   *
   * @type {Map<string, Drawing>}
   */
  #drawings = new Map();

  #economy = "";

  /** What is drawn on instead, and how near that picture is. @type {{ context: any, scale: number } | null} */
  #other = null;

  /** @type {any} */
  #network;
  /** @type {any} */
  #nodeSet = new vis.DataSet();
  /** @type {any} */
  #lineSet = new vis.DataSet();
  /** @type {(node: PageNode, place: Point) => Drawing} */
  #drawing;

  constructor(
    /** @type {Element} */ frame,
    /** @type {(node: PageNode, place: Point) => Drawing} */ drawing,
    /** @type {Listeners} */ listeners,
  ) {
    this.#drawing = drawing;
    this.#network = new vis.Network(frame, { nodes: this.#nodeSet, edges: this.#lineSet }, options);
    /** @type {any} */ (frame.querySelector(".vis-network")).tabIndex = -1;
    this.#listen(listeners);
  }

  #listen({ click, doubleClick, hover, hoverLine, beforeDrawing, afterDrawing, drag }) {
    const network = this.#network;
    network.on("click", ({ nodes, edges, pointer }) => {
      network.unselectAll();
      click(byKey.get(nodes[0]), edges[0], pointer.canvas);
    });
    network.on("doubleClick", ({ nodes }) => nodes.length && doubleClick(nodeOf(nodes[0])));
    network.on("hoverNode", ({ node }) => hover(nodeOf(node)));
    network.on("blurNode", () => hover(null));
    network.on("hoverEdge", () => hoverLine(true));
    network.on("blurEdge", () => hoverLine(false));
    network.on("dragging", ({ nodes }) => nodes.length && drag(nodeOf(nodes[0])));
    network.on("beforeDrawing", () => {
      beforeDrawing();
      this.#measure();
    });
    network.on("afterDrawing", afterDrawing);
  }

  /** What to draw on, and to measure names with. @returns {CanvasRenderingContext2D} */
  get context() {
    return this.#other?.context ?? this.#network.canvas.getContext();
  }

  /** How near the picture is. @returns {number} */
  get scale() {
    return this.#other?.scale ?? this.#network.getScale();
  }

  /** From where the picture is looked at. @returns {Viewpoint} */
  get viewpoint() {
    return { scale: this.#network.getScale(), position: this.#network.getViewPosition() };
  }

  /** How many nodes and lines are on the canvas. */
  get painted() {
    const { nodeIndices, edgeIndices } = this.#network.body;
    return { nodes: nodeIndices.length, lines: edgeIndices.length };
  }

  /**
   * Show exactly these nodes and lines, and return the nodes that were not shown before. Nodes that are new stand
   * at the places given, the others stay where they are.
   *
   * Every change in a data set makes vis-network go over the whole network and draw it, and takes it a tenth of a
   * second. So nodes and lines are handed over once, while drawing is blocked; from then on they are shown, hidden and
   * styled where it keeps them.
   */
  show(
    /** @type {Iterable<PageNode>} */ nodes,
    /** @type {{ id: string }[]} */ lines,
    /** @type {Map<PageNode, Point>} */ places,
  ) {
    const { body, renderer } = this.#network;
    const drawn = [...nodes];
    const before = new Set(body.nodeIndices);
    renderer.allowRedraw = false;
    this.#handOver(drawn, lines);
    const fresh = drawn.filter((node) => !before.has(node.key));
    for (const node of fresh) this.moveNode(node, places.get(node) ?? node);
    body.nodeIndices = drawn.map((node) => node.key);
    body.edgeIndices = lines.map((line) => line.id);
    renderer.allowRedraw = true;
    return fresh;
  }

  /** With many lines, moving the picture draws the nodes only; with very many, nothing happens under the mouse. */
  economise(/** @type {boolean} */ many, /** @type {boolean} */ veryMany) {
    const economy = `${many} ${veryMany}`;
    if (this.#economy === economy) return;
    this.#economy = economy;
    const { renderer } = this.#network;
    renderer.allowRedraw = false;
    this.#network.setOptions({
      interaction: { hideEdgesOnDrag: many, hideEdgesOnZoom: many, hover: !veryMany },
    });
    renderer.allowRedraw = true;
  }

  /** Take the size of the element; otherwise vis-network does so later, and turns the camera then. */
  resize() {
    this.#network.body.emitter.emit("setSize");
  }

  /** Draw now. */
  redraw() {
    this.#network.redraw();
  }

  /** Draw with the next frame, when the page has been laid out anyway. */
  redrawSoon() {
    this.#network.body.emitter.emit("_requestRedraw");
  }

  /** Whether a node is on the canvas. */
  shows(/** @type {PageNode} */ node) {
    return this.#network.body.nodeIndices.includes(node.key);
  }

  /** Where a node stands. @returns {Point} */
  placeOf(/** @type {PageNode} */ node) {
    const { x, y } = this.#network.body.nodes[node.key] ?? node;
    return { x, y };
  }

  /** Put a node somewhere; it is drawn there with the next frame. */
  moveNode(/** @type {PageNode} */ node, /** @type {Point} */ { x, y }) {
    const body = this.#network.body.nodes[node.key];
    if (body) Object.assign(body, { x, y });
  }

  /** Look from somewhere else, in so many milliseconds where motion is welcome. */
  look(/** @type {Partial<Viewpoint>} */ viewpoint, milliseconds = 0) {
    const animation = milliseconds > 0 && !calm.matches && { duration: milliseconds, easingFunction: EASING };
    this.#network.moveTo({ ...viewpoint, animation });
  }

  /** Where a point of the picture is, in pixels of the stage. @returns {Point} */
  onStage(/** @type {Point} */ point) {
    return this.#network.canvasToDOM(point);
  }

  /** The middle of a line: of the curve, not of its chord; of a loop, the point that is furthest from its node. */
  middleOf(/** @type {string} */ line) {
    const { edgeType, fromId, toId } = this.#network.body.edges[line];
    if (fromId !== toId) return edgeType.getPoint(0.5);
    const node = this.placeOf(nodeOf(fromId));
    const [x, y, reach] = edgeType._getCircleData(this.context);
    const far = 1 + reach / Math.hypot(x - node.x, y - node.y);
    return { x: node.x + (x - node.x) * far, y: node.y + (y - node.y) * far };
  }

  /** Draw all that is shown on another context, such as that of an image, looked at from somewhere else. */
  drawOn(
    /** @type {any} */ context,
    /** @type {Viewpoint} */ { scale, position },
    /** @type {{ width: number, height: number }} */ { width, height },
    /** @type {() => void} */ before,
  ) {
    const { body, renderer } = this.#network;
    this.#other = { context, scale };
    context.save();
    context.translate(width / 2 - position.x * scale, height / 2 - position.y * scale);
    context.scale(scale, scale);
    try {
      before();
      this.#measure(); // names are of another size in a picture that is nearer
      renderer._drawEdges(context);
      renderer._drawArrows(context);
      const labels = body.nodeIndices.map((key) => body.nodes[key].draw(context)?.drawExternalLabel);
      for (const label of labels) label?.();
    } finally {
      context.restore();
      this.#other = null;
      this.redraw();
    }
  }

  #handOver(nodes, lines) {
    const { body } = this.#network;
    const unknownNodes = nodes.filter(({ key }) => !body.nodes[key]);
    const unknownLines = lines.filter(({ id }) => !body.edges[id]);
    if (unknownNodes.length) this.#nodeSet.add(unknownNodes.map((node) => this.#nodeItem(node)));
    if (unknownLines.length) this.#lineSet.add(unknownLines.map(({ id, from, to }) => ({ id, from, to })));
    for (const line of lines) {
      const style = JSON.stringify(line);
      if (this.#styles.get(line.id) !== style) restyle(body.edges[line.id], line);
      this.#styles.set(line.id, style);
    }
  }

  #nodeItem({ key, x, y }) {
    return { id: key, x, y, shape: "custom", ctxRenderer: ({ id }) => this.#rendered(id) };
  }

  /** Find out what nodes look like now. */
  #measure() {
    const { nodes, nodeIndices } = this.#network.body;
    for (const key of nodeIndices) {
      const { x, y } = nodes[key];
      const drawing = this.#drawing(nodeOf(key), { x, y });
      this.#drawings.set(key, drawing);
      resize(nodes[key], drawing);
    }
    this.#endLines();
  }

  /** Lines end where their arrows begin. vis-network finds that out when it draws arrows: too late for the line. */
  #endLines() {
    const { edges, edgeIndices } = this.#network.body;
    for (const id of edgeIndices) {
      const { edgeType } = edges[id];
      edgeType.fromPoint = edgeType.from;
      edgeType.toPoint = edgeType.to;
      const look = edges[id].getFormattingValues();
      if (!look.toArrow) continue;
      const bend = edgeType.getViaNode();
      edgeType.toPoint = edgeType.getArrowData(this.context, "to", bend, false, false, look).core;
    }
  }

  /** What vis-network calls when it draws a node; before that it has taken it for as large as it knows. */
  #rendered(key) {
    const drawing = /** @type {Drawing} */ (this.#drawings.get(key));
    const { width, height, draw, above } = drawing;
    resize(this.#network.body.nodes[key], drawing);
    return { drawNode: draw, drawExternalLabel: above, nodeDimensions: { width, height } };
  }
}

/** Tell vis-network how large a node is: clicks and ends of lines need it as it is. */
function resize({ shape, x, y }, /** @type {Drawing} */ { width, height, border, aside = 0 }) {
  const [left, top] = [x + aside - width / 2, y - height / 2];
  Object.assign(shape, { width, height, radius: width / 2, left, top });
  Object.assign(shape, { customSizeWidth: width, customSizeHeight: height }); // to which it goes back at times
  if (border)
    shape.distanceToBorder = () => border; // it would take a circle for a square
  else delete shape.distanceToBorder;
}

/** Write into a line how it looks. Going through vis-network's own options takes it ten times as long. */
function restyle(edge, { width, dashes, color, arrows, selfReference, smooth }) {
  Object.assign(edge.options, { width, dashes, smooth });
  Object.assign(edge.options.color, color);
  Object.assign(edge.options.arrows.to, arrows.to);
  Object.assign(edge.options.selfReference, selfReference);
  edge.updateEdgeType();
  edge._setInteractionWidths();
}

function nodeOf(key) {
  return /** @type {PageNode} */ (byKey.get(key));
}
