// Where nodes stand in each layout. Network positions and the order of rows come from Python.

import { issueSize, nameBox, radius } from "./shapes.js";
import { lineUp } from "./spectrum.js";
import { total } from "./tallies.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./view.js").View} View
 * @typedef {{ x: number, y: number }} Point
 */

const MOST_STRETCH = 1.35;
const FEWEST = 8; // of fewer nodes the shape is an accident
const COLUMN_GAP = 400;
const ROW = 36;
const WIDEST_ROW = 54;
const COLUMNS_HEIGHT = 640; // of columns with few rows

/** How far the network is drawn out to fill its frame. It is decided once: nodes must not move with the window. */
const drawnOut = { x: 1, y: 1 };

/**
 * Draw the network out where its frame is wider or higher than it is. Nothing comes to lie on anything that way.
 *
 * @param {Iterable<PageNode>} nodes  that are drawn first
 * @param {{ width: number, height: number }} frame
 */
export function fillFrame(nodes, frame) {
  const drawn = [...nodes];
  const span = (axis) => {
    const along = drawn.map((node) => node[axis]);
    return Math.max(...along) - Math.min(...along);
  };
  if (drawn.length < FEWEST || !frame.width || !frame.height) return;
  const wider = frame.width / frame.height / (span("x") / span("y"));
  drawnOut.x = Math.min(MOST_STRETCH, Math.max(1, wider));
  drawnOut.y = Math.min(MOST_STRETCH, Math.max(1, 1 / wider));
}

/**
 * A place for every node that a view draws.
 *
 * @param {View} view
 * @param {string} layout
 * @param {CanvasRenderingContext2D} context  for measuring names
 * @returns {Map<PageNode, Point>}
 */
export function placesOf(view, layout, context) {
  const drawn = [...view.drawnNodes];
  if (layout === "network") {
    return new Map(drawn.map((node) => [node, { x: node.x * drawnOut.x, y: node.y * drawnOut.y }]));
  }
  return layout === "columns" ? columns(drawn, context) : spectrum(view, context);
}

/** Actors to the left with their names on the outside, issues to the right, without the gaps that filters leave. */
function columns(drawn, context) {
  const inOrder = (issues) => drawn.filter((node) => node.issue === issues).sort((a, b) => a.row - b.row);
  const [actors, issues] = [inOrder(false), inOrder(true)];
  const rows = Math.max(actors.length, issues.length, 2);
  const height = rows * Math.min(WIDEST_ROW, Math.max(ROW, COLUMNS_HEIGHT / rows));
  const places = new Map();
  actors.forEach((node, place) => places.set(node, { x: 0, y: down(place, actors.length, height) }));
  issues.forEach((node, place) => {
    const { width } = issueSize(context, node, { layout: "columns", zoom: 1, named: true });
    places.set(node, { x: COLUMN_GAP + width / 2, y: down(place, issues.length, height) });
  });
  return places;
}

/** Rows fill the height of the longer column, but never stand more than a row and a half apart. */
function down(place, count, height) {
  return (place + 0.5 - count / 2) * Math.min(1.5 * WIDEST_ROW, height / count);
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
