// Where nodes stand in each layout. Network positions and the order of rows come from Python.

import { columnRows, issueSize, nameBox, radius } from "./shapes.js";
import { lineUp } from "./spectrum.js";
import { total } from "./tallies.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {{ x: number, y: number }} Point
 */

const MOST_STRETCH = 1.35;
const FEWEST = 8; // of fewer nodes the shape is an accident
const MOST_STRETCH_BESIDE = 2; // beside another picture, where half of the room is left
const USUAL_HEIGHT = 600; // pixels of a picture
const LEAST_GAP = 320; // between columns
const MOST_GAP = 1000;
const ROW = 36;
const WIDEST_ROW = 54;
const COLUMNS_HEIGHT = 640; // of columns with few rows

const narrow = matchMedia("(width < 700px)"); // pictures that are compared stand one below the other

/**
 * How far the network is drawn out to fill its frame, alone and in a comparison, and the shape of the frame. It is
 * decided once: nodes must not move with the window.
 */
const alone = { x: 1, y: 1, aspect: 1.2 };
const beside = { x: 1, y: 1, aspect: 0.6 };

/**
 * Draw the network out where its frame is wider or higher than it is. Nothing comes to lie on anything that way.
 *
 * @param {Iterable<PageNode>} nodes  that are drawn first
 * @param {{ width: number, height: number }} frame
 */
export function fillFrame(nodes, { width, height }) {
  const drawn = [...nodes];
  if (!width || !height) return;
  const span = (axis) => {
    const along = drawn.map((node) => node[axis]);
    return Math.max(...along) - Math.min(...along);
  };
  alone.aspect = width / height;
  beside.aspect = narrow.matches ? 2 * alone.aspect : alone.aspect / 2;
  if (drawn.length < FEWEST) return;
  const own = span("x") / span("y");
  drawOut(alone, own, MOST_STRETCH);
  drawOut(beside, own, MOST_STRETCH_BESIDE);
}

function drawOut(frame, own, most) {
  const wider = frame.aspect / own;
  frame.x = Math.min(most, Math.max(1, wider));
  frame.y = Math.min(most, Math.max(1, 1 / wider));
}

/**
 * A place for every node that a view draws.
 *
 * @param {View} view
 * @param {import("./state.js").State} state
 * @param {CanvasRenderingContext2D} context  for measuring names
 * @returns {Map<PageNode, Point>}
 */
export function placesOf(view, { layout, compare }, context) {
  const drawn = [...view.drawnNodes];
  const frame = compare ? beside : alone;
  if (layout === "network") {
    return new Map(drawn.map((node) => [node, { x: node.x * frame.x, y: node.y * frame.y }]));
  }
  return layout === "columns" ? columns(drawn, context, frame.aspect) : spectrum(view, context);
}

/** Actors to the left with their names on the outside, issues to the right, without the gaps that filters leave. */
function columns(drawn, context, aspect) {
  const inOrder = (issues) => drawn.filter((node) => node.issue === issues).sort((a, b) => a.row - b.row);
  const [actors, issues] = [inOrder(false), inOrder(true)];
  const rows = Math.max(actors.length, issues.length, 2);
  const height = rows * Math.min(WIDEST_ROW, Math.max(ROW, COLUMNS_HEIGHT / rows));
  columnRows.height = step(issues.length, height);
  // As they will look when the columns fill the height of the picture.
  /** @type {any} */
  const look = { layout: "columns", zoom: USUAL_HEIGHT / height, named: true, tally: [0, 0, 0] };
  const left = Math.max(0, ...actors.map((node) => nameBox(context, node, look).width));
  const right = Math.max(0, ...issues.map((node) => issueSize(context, node, look).width));
  const gap = Math.min(MOST_GAP, Math.max(LEAST_GAP, 0.86 * (aspect * height - left - right)));
  const places = new Map();
  actors.forEach((node, place) => places.set(node, { x: 0, y: down(place, actors.length, height) }));
  issues.forEach((node, place) => places.set(node, { x: gap, y: down(place, issues.length, height) }));
  return places;
}

/** Rows fill the height of the longer column, but never stand more than a row and a half apart. */
function down(place, count, height) {
  return (place + 0.5 - count / 2) * step(count, height);
}

function step(count, height) {
  return Math.min(1.5 * WIDEST_ROW, height / Math.max(1, count));
}

/** On the line of one issue. Whoever said most of it stands on the line itself. */
function spectrum({ means, tallies }, context) {
  const weight = (node) => total(tallies[node.index]);
  const order = [...means].sort(([a], [b]) => weight(b) - weight(a) || a.index - b.index);
  /** @returns {Pick<import("./shapes.js").Look, "tally" | "layout" | "zoom">} */
  const look = (node) => ({ tally: tallies[node.index], layout: "spectrum", zoom: 1 });
  return lineUp(order, (node) => {
    const name = nameBox(context, node, look(node));
    const around = radius(tallies[node.index], "spectrum");
    const half = Math.max(around, name.width / 2);
    return { left: -half, right: half, top: -around, bottom: name.top + name.height };
  });
}
