// A picture: who is bright, who is dim, whose name has room, and from where to look. A comparison has two.

import { around, viewpoint } from "./camera.js";
import { Canvas } from "./canvas.js";
import { isFiltered } from "./captions.js";
import { glide } from "./motion.js";
import { MANY, VERY_MANY, lineItems } from "./lines.js";
import { nameCover, overlap, withRoom } from "./names.js";
import { findRoom } from "./newcomers.js";
import { placesOf } from "./places.js";
import { drawActor, drawIssue, drawLine, drawName, issueSize, lineBox, lineReach, radius } from "./shapes.js";
import { total } from "./tallies.js";
import { endsOf, touches } from "./view.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {import("./state.js").State} State
 * @typedef {{ x: number, y: number }} Point
 *
 * @typedef {object} Callbacks
 * @property {(node: PageNode) => void} onNode
 * @property {(link: import("./view.js").Link) => void} onLink
 * @property {() => void} onNothing
 */

const CROWDED = 0.42; // below this zoom, boxes too have their names only where there is room
const MOVED = 0.5; // pixels
const TIGHTER = [0, 0.5, 1]; // boxes that are tried one after the other
const NAME_AIR = 2; // pixels around a name, in which another may begin
const MOST_NEWCOMERS = 80;
const MOST_ON_LINE = 60; // actors of a spectrum that all have room for their names
const ROOMY = 250; // nodes; in larger pictures boxes may lie on circles
const LOOKS = 4;
const NEAR = 0.01; // between two looks that show the same

export class Stage {
  /** @type {View} */
  #shown = /** @type {any} */ (null);
  /** @type {State} */
  #state = /** @type {any} */ (null);
  /** @type {PageNode | null} */
  #focused = null;
  /** @type {PageNode | null} */
  #hovered = null;
  /** What is selected, and what it is linked to; empty if nothing is. @type {Set<PageNode>} */
  #bright = new Set();
  /** Whose names have room at this moment, and as the how manieth of `TIGHTER`. @type {Map<PageNode, number>} */
  #named = new Map();
  /** Who has nothing to say on this side of a comparison. @type {Set<PageNode>} */
  #absent = new Set();
  /** The other picture of a comparison, which looks from where this one does. @type {Stage | null} */
  #twin = null;
  #leads = true;
  /** Whether the picture went near what is selected; then it goes back. */
  #near = false;
  /** The size of the frame that the picture was fitted into last. */
  #fitted = { width: 0, height: 0 };
  #frame;
  #canvas;

  constructor(/** @type {HTMLElement} */ frame, /** @type {Callbacks} */ callbacks) {
    this.#frame = frame;
    this.#canvas = new Canvas(
      frame,
      (node, place) => this.#drawingFor(node, place),
      this.#listeners(callbacks),
    );
    new ResizeObserver(() => this.#fitAnew()).observe(frame);
  }

  #listeners(/** @type {Callbacks} */ { onNode, onLink, onNothing }) {
    return {
      click: (under, line, point) => {
        const node = under ?? this.#nameAt(point);
        const link = this.#shown.drawn.find(({ key }) => key === line);
        if (node) onNode(node);
        else if (link) onLink(link);
        else onNothing();
      },
      doubleClick: (node) => this.#canvas.look({ position: this.#canvas.placeOf(node), scale: 1.6 }, 350),
      hover: (node) => {
        this.hover(node);
        this.#twin?.hover(node);
        this.#frame.classList.toggle("pointing", node !== null);
      },
      hoverLine: (over) => this.#frame.classList.toggle("pointing", over),
      beforeDrawing: () => this.#prepare(),
      afterDrawing: () => this.#twin?.follow(this),
      drag: (node) => this.#state.layout !== "spectrum" && this.#twin?.move(node, this.#canvas.placeOf(node)),
    };
  }

  /** Look from where another picture does; null: look for itself. Only one of the two fits itself into its room. */
  pair(/** @type {Stage | null} */ twin, leads = true) {
    this.#twin = twin;
    this.#leads = leads;
  }

  /** Look from where another picture looks. */
  follow(/** @type {Stage} */ other) {
    if (!this.#frame.clientWidth) return;
    this.#canvas.resize();
    const { scale, position } = this.#canvas.viewpoint;
    const goal = other.#canvas.viewpoint;
    const far = Math.hypot(goal.position.x - position.x, goal.position.y - position.y) * scale;
    if (far > MOVED || Math.abs(goal.scale / scale - 1) > 1e-3) this.#canvas.look(goal);
  }

  /** Put a node where it was dragged to in the other picture. */
  move(/** @type {PageNode} */ node, /** @type {Point} */ place) {
    this.#canvas.moveNode(node, place);
    this.#canvas.redrawSoon();
  }

  /** Raise the node that is under the mouse, here or in the other picture. */
  hover(/** @type {PageNode | null} */ node) {
    this.#hovered = node;
    this.#canvas.redrawSoon();
  }

  /** Show a view; what stays, stays where it is. */
  show(/** @type {View} */ view, /** @type {State} */ state, /** @type {State} */ before) {
    this.#shown = view;
    this.#state = state;
    this.#bright = this.#brightNodes();
    this.#absent = state.compare && state.layout !== "spectrum" ? absentFrom(view) : new Set();
    if (this.#focused && !view.drawnNodes.has(this.#focused)) this.#focused = null;
    const goals = placesOf(view, state, this.#canvas.context);
    this.#canvas.economise(view.drawn.length > MANY, view.drawn.length > VERY_MANY);
    this.#makeRoom(goals);
    const fresh = this.#canvas.show(view.drawnNodes, lineItems(view.drawn, state), goals);
    this.#place(goals, fresh, before);
    this.#canvas.redrawSoon();
  }

  /** A few who join a picture of the network must not lie on those who stand there. */
  #makeRoom(/** @type {Map<PageNode, Point>} */ goals) {
    const { layout, everything, filters } = this.#state;
    const shown = (node) => this.#canvas.shows(node);
    const size = (node) => total(this.#shown.tallies[node.index]);
    const fresh = [...goals].filter(([node]) => !shown(node)).sort(([a], [b]) => size(b) - size(a));
    const newcomers = new Map(fresh);
    const first = newcomers.size === goals.size;
    if (layout !== "network" || everything || newcomers.size > MOST_NEWCOMERS) return;
    if (first && !isFiltered(filters)) return; // Python has seen to it
    const zoom = first ? CROWDED : Math.min(1, Math.max(CROWDED, this.#canvas.scale));
    const cover = (node, place) => this.#coverOf(node, zoom, place);
    // What is dim may be covered.
    const bright = (node) => shown(node) && (!this.#bright.size || this.#bright.has(node));
    const standing = [...goals.keys()].filter(bright).map((node) => cover(node, this.#canvas.placeOf(node)));
    for (const [node, place] of findRoom(newcomers, standing, cover)) goals.set(node, place);
  }

  #place(goals, fresh, before) {
    const { layout, everything, selection, axis, compare } = this.#state;
    const all = fresh.length === this.#shown.drawnNodes.size;
    const halved = (compare === null) !== (before.compare === null);
    const turned = halved || layout !== before.layout || (layout === "spectrum" && axis !== before.axis);
    // The user may have moved nodes of the network; elsewhere a place says something, and gaps are closed.
    const moved = turned || (layout !== "network" && this.#outOfPlace(goals));
    if (moved && !all) glide(this.#canvas, goals, () => (turned || layout === "columns") && this.fit(true));
    else if (all || everything !== before.everything) this.fit(!all);
    else if (selection && selection !== before.selection) this.#goNear(fresh.length > 0);
    else if (!selection && this.#near) this.fit(true);
    else if (fresh.some((node) => this.#outOfSight(node))) this.fit(true);
  }

  #outOfSight(node) {
    const { x, y } = this.nodePoint(node);
    return x < 0 || y < 0 || x > this.#frame.clientWidth || y > this.#frame.clientHeight;
  }

  /** Go to what is selected where somebody joined it, or where all is too small to be read. */
  #goNear(/** @type {boolean} */ joined) {
    if (!joined && this.#canvas.scale >= CROWDED) return;
    this.fit(true, this.#bright);
    this.#near = true;
  }

  #outOfPlace(/** @type {Map<PageNode, Point>} */ goals) {
    return [...goals].some(([node, { x, y }]) => {
      const at = this.#canvas.placeOf(node);
      return Math.abs(at.x - x) > MOVED || Math.abs(at.y - y) > MOVED;
    });
  }

  /** Fit all that is drawn into a stage that has another size than before. */
  #fitAnew() {
    const { clientWidth, clientHeight } = this.#frame;
    if (clientWidth !== this.#fitted.width || clientHeight !== this.#fitted.height) this.fit(false);
  }

  /** Fit nodes into the stage, all that are drawn unless told otherwise. */
  fit(/** @type {boolean} */ animated, only = this.#shown?.drawnNodes) {
    const { clientWidth, clientHeight } = this.#frame;
    if (!this.#leads || !only?.size || !clientWidth) return;
    this.#near = false;
    this.#fitted = { width: clientWidth, height: clientHeight };
    this.#canvas.resize();
    this.#canvas.look(
      this.#viewpointOf(only, clientWidth, clientHeight, this.#overlays()),
      animated ? 300 : 0,
    );
    this.#twin?.follow(this); // or it would lead the way back when it is drawn
  }

  /** Zoom in or out. */
  zoom(/** @type {number} */ factor) {
    this.#canvas.look({ scale: Math.min(4, Math.max(0.1, this.#canvas.scale * factor)) }, 120);
  }

  /** Bring a node into the middle if it is not well inside the stage. */
  bringIntoView(/** @type {PageNode} */ node) {
    const { x, y } = this.nodePoint(node);
    const { clientWidth, clientHeight } = this.#frame;
    const inside = x > 60 && y > 60 && x < clientWidth - 60 && y < clientHeight - 60;
    if (inside && this.#canvas.scale >= CROWDED) return;
    this.#canvas.look(
      { position: this.#canvas.placeOf(node), scale: Math.max(0.7, this.#canvas.scale) },
      350,
    );
  }

  /** The node with the keyboard's focus. */
  get focused() {
    return this.#focused;
  }

  /** Give a node the keyboard's focus. */
  focus(/** @type {PageNode | null} */ node) {
    this.#focused = node;
    if (node) this.bringIntoView(node);
    this.#canvas.redrawSoon();
  }

  /** The nearest node in a direction: straight on counts, sideways counts more than double. */
  neighbour(/** @type {PageNode} */ from, /** @type {number} */ right, /** @type {number} */ down) {
    const here = this.#canvas.placeOf(from);
    /** @type {PageNode | null} */
    let best = null;
    let least = Infinity;
    for (const node of this.#shown.drawnNodes) {
      const there = this.#canvas.placeOf(node);
      const [x, y] = [there.x - here.x, there.y - here.y];
      const along = x * right + y * down;
      const cost = along + 2.2 * Math.abs(x * down - y * right);
      if (node !== from && along > 4 && cost < least) [best, least] = [node, cost];
    }
    return best;
  }

  /** Where a node stands on the page, in pixels of the stage. */
  nodePoint(/** @type {PageNode} */ node) {
    return this.#canvas.onStage(this.#canvas.placeOf(node));
  }

  /** Where the middle of a line is. */
  linePoint(/** @type {string} */ key) {
    return this.#canvas.onStage(this.#canvas.middleOf(key));
  }

  /** How many nodes and lines are on the canvas. */
  get painted() {
    return this.#canvas.painted;
  }

  /** From where it is looked at. */
  get viewpoint() {
    return this.#canvas.viewpoint;
  }

  /** Draw the whole view into a context of another picture, `width` by `height` in size. */
  drawInto(/** @type {any} */ context, /** @type {number} */ width, /** @type {number} */ height) {
    const edges = { left: 24, right: 24, top: 12, bottom: 12 };
    const view = this.#viewpointOf(this.#shown.drawnNodes, width, height, edges);
    this.#canvas.drawOn(context, view, { width, height }, () => this.#prepare());
  }

  #prepare() {
    if (!this.#shown) return;
    const { context, scale } = this.#canvas;
    if (this.#onLine) drawLine(context, scale, this.#lineReach(), this.#shown.axis?.label ?? "");
    this.#named = this.#roomForNames();
  }

  /** Two lines that are compared are as long as the longer one. */
  #lineReach() {
    return Math.max(this.ownReach, this.#twin?.ownReach ?? 0);
  }

  /** How far the line of this picture has to reach. */
  get ownReach() {
    const drawn = [...(this.#shown?.drawnNodes ?? [])];
    return lineReach(drawn.map((node) => this.#canvas.placeOf(node).y));
  }

  /** What all nodes cover, at a zoom. */
  covers(/** @type {number} */ zoom) {
    return [...(this.#shown?.drawnNodes ?? [])].map((node) => this.#coverOf(node, zoom));
  }

  get #onLine() {
    return this.#state.layout === "spectrum" && this.#shown.means.size > 0;
  }

  #brightNodes() {
    const { selection, layout } = this.#state;
    const { drawn, axis, drawnNodes } = this.#shown;
    if (!selection) return new Set();
    if (layout === "spectrum" && selection.kind === "node" && selection.node === axis)
      return new Set(drawnNodes);
    const ends = endsOf(drawn.filter((link) => touches(selection, link)));
    if (selection.kind === "node") ends.add(selection.node);
    if (selection.kind === "link") ends.add(selection.from).add(selection.to);
    return ends;
  }

  /** @returns {import("./canvas.js").Drawing} */
  #drawingFor(node, { x, y }) {
    const { context } = this.#canvas;
    const how = this.#lookOf(node);
    if (node.issue) {
      const { width, height } = issueSize(context, node, how);
      const inColumn = how.layout === "columns"; // where lines come from the left, and end there
      const aside = inColumn ? width / 2 : 0;
      const draw = () => drawIssue(context, node, x + aside, y, how);
      const covering = how.zoom < CROWDED && how.named; // a box among small nodes that would lie on it
      const border = inColumn ? 1 : undefined;
      return { width, height, border, aside, [covering ? "above" : "draw"]: draw };
    }
    const reach = radius(how.tally, how.layout);
    return {
      width: 2 * reach,
      height: 2 * reach,
      border: reach + 1.5,
      draw: () => drawActor(context, node, x, y, how),
      above: () => how.named && drawName(context, node, x, y, how),
    };
  }

  #isSelected(node) {
    const { selection } = this.#state;
    return selection?.kind === "node" && selection.node === node;
  }

  #lookOf(node) {
    const aside = (this.#bright.size > 0 && !this.#bright.has(node)) || this.#absent.has(node);
    return {
      ...this.#sizeOf(node, this.#canvas.scale),
      dimmed: aside && node !== this.#hovered,
      raised: this.#isSelected(node) || node === this.#hovered,
      focused: node === this.#focused,
      named: this.#named.has(node),
      tight: TIGHTER[this.#named.get(node) ?? 0],
    };
  }

  /** Give names room, the weightiest first. */
  #roomForNames() {
    const zoom = this.#canvas.scale;
    const crowded = this.#state.layout === "network" && zoom < CROWDED;
    const weights = new Map([...this.#shown.drawnNodes].map((node) => [node, this.#weight(node)]));
    const order = [...weights.keys()].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
    const wanted = (node) => node === this.#hovered || node === this.#focused || this.#isSelected(node);
    const crowdedLine = this.#onLine && order.length > MOST_ON_LINE;
    const free = !crowdedLine && (crowded || order.length > ROOMY);
    const circles = free ? [] : order.filter((node) => !node.issue).map((node) => this.#circleOf(node));
    return withRoom(
      order,
      (node) => {
        const sizes = node.issue ? TIGHTER : [0];
        return sizes.map((tight) => this.#nameCoverOf(node, zoom, tight));
      },
      (node) => wanted(node) || (node.issue && !crowded),
      (node, cover) => (node.issue || crowdedLine) && circles.some((circle) => overlap(circle, cover)),
      NAME_AIR / zoom,
    );
  }

  /** The node whose name is at a point: a name is as good to click as its circle. */
  #nameAt({ x, y }) {
    return [...this.#named.keys()].find((node) => {
      const box = this.#nameCoverOf(node, this.#canvas.scale);
      return x > box.left && x < box.right && y > box.top && y < box.bottom;
    });
  }

  #nameCoverOf(node, zoom, tight = 0) {
    return this.#nameCoverAt(node, this.#canvas.placeOf(node), zoom, tight);
  }

  #nameCoverAt(node, place, zoom, tight = 0) {
    return nameCover(this.#canvas.context, node, place, { ...this.#sizeOf(node, zoom), tight });
  }

  #circleOf(node, { x, y } = this.#canvas.placeOf(node)) {
    const reach = radius(this.#shown.tallies[node.index], this.#state.layout);
    return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
  }

  #weight(node) {
    const wanted = node === this.#hovered || node === this.#focused ? 1e7 : 0;
    return total(this.#shown.tallies[node.index]) + wanted + (this.#bright.has(node) ? 1e6 : 0);
  }

  #sizeOf(node, zoom) {
    return { tally: this.#shown.tallies[node.index], layout: this.#state.layout, zoom };
  }

  /** What a node covers with its name. */
  #coverOf(node, zoom, place = this.#canvas.placeOf(node)) {
    const name = this.#nameCoverAt(node, place, zoom);
    return node.issue ? name : around(name, this.#circleOf(node, place));
  }

  /** Names are larger in a small picture, and the picture smaller for larger names: a few looks are near enough. */
  #viewpointOf(nodes, width, height, edges) {
    const line = this.#onLine ? [lineBox(this.#lineReach())] : [];
    const other = (zoom) => (nodes === this.#shown.drawnNodes ? (this.#twin?.covers(zoom) ?? []) : []);
    const own = (zoom) => [...nodes].map((node) => this.#coverOf(node, zoom));
    let view = { scale: 0.8, position: { x: 0, y: 0 } };
    for (let look = 0; look < LOOKS; look += 1) {
      const { scale } = view;
      view = viewpoint([...line, ...other(scale), ...own(scale)], { width, height }, edges);
      if (Math.abs(view.scale / scale - 1) < NEAR) break;
    }
    return view;
  }

  /** Room for the pill above and the buttons to the right. */
  #overlays() {
    const above = this.#state.selection || this.#onLine || this.#state.compare;
    const below = this.#state.compare && this.#state.selection;
    return { left: 20, right: 58, top: above ? 58 : 20, bottom: below ? 58 : 18 };
  }
}

function absentFrom(/** @type {View} */ { drawn, drawnNodes }) {
  const present = endsOf(drawn);
  return new Set([...drawnNodes].filter((node) => !present.has(node)));
}
