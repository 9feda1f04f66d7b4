// How nodes look: an actor is a circle with a ring, an issue a box with a bar. Sizes as in layout/boxes.py.

import { faded, font, palette, signColour } from "./palette.js";
import { REACH } from "./spectrum.js";
import { initials } from "./words.js";

/**
 * @typedef {import("./data.js").PageNode} PageNode
 * @typedef {import("./tallies.js").Tally} Tally
 *
 * @typedef {object} Look  how a node stands in the picture at this moment
 * @property {Tally} tally
 * @property {"network" | "columns" | "spectrum"} layout
 * @property {number} zoom
 * @property {boolean} dimmed
 * @property {boolean} raised  selected, or under the mouse
 * @property {boolean} focused  with the keyboard
 * @property {boolean} named  whether there is room for its name
 * @property {number} [tight]  whether only for a smaller one, from 0 to 1
 */

const DIM = 0.14;
const NAME_SIZE = 13;
const NAME_LINE = 15;
const ISSUE_SIZE = 12;
const ISSUE_LINE = 14;
const ISSUE_EDGE = 16; // above and below the name together
const ROW_EDGE = 8; // in a column
const OF_A_ROW = 0.92; // is filled by a box
const TIGHTEST = 0.2; // how much smaller boxes are where there is hardly room
const ISSUE_FONT = `600 ${ISSUE_SIZE}px`;
const NARROW_LINE = 560; // pixels, on which the words under a spectrum do not stand side by side
const LEAST_REACH_DOWN = 110; // of a spectrum on which few stand

const KIND_WEIGHTS = new Map([
  ["state", "700"],
  ["organization", "650"],
  ["group", "italic 500"],
]);

/** How far apart the issues of a column stand. */
export const columnRows = { height: 36 };

/** How wide texts are, by font. @type {Map<string, Map<string, number>>} */
const measured = new Map();

/** The fonts of names as large as they are measured, by kind. @type {Map<string, string>} */
const nameFonts = new Map();

/** The radius of an actor's circle. */
export function radius(/** @type {Tally} */ tally, /** @type {string} */ layout) {
  const least = layout === "spectrum" ? 12 : 8; // fewer statements there, and fewer circles
  const full = Math.min(42, least + 3.1 * Math.sqrt(tally[0] + tally[1] + tally[2]));
  return layout === "columns" ? Math.min(full, 13) : full;
}

/** How far a spectrum reaches up and down: over all that stand on it. */
export function lineReach(/** @type {Iterable<number>} */ downs) {
  return Math.max(LEAST_REACH_DOWN, ...[...downs].map((down) => Math.abs(down) + 54));
}

/** The line of a spectrum, with its ends named; they stay as large as they are read. */
export function drawLine(
  context,
  /** @type {number} */ zoom,
  /** @type {number} */ reach,
  /** @type {string} */ issue,
) {
  const size = 13 / zoom;
  context.save();
  context.lineWidth = 1 / zoom;
  for (const share of [-1, -0.5, 0, 0.5, 1]) {
    const x = share * REACH;
    context.beginPath();
    context.setLineDash(share ? [2 / zoom, 5 / zoom] : []);
    context.moveTo(x, -reach);
    context.lineTo(x, reach);
    context.strokeStyle = faded(palette.faint, share ? 0.3 : 0.55);
    context.stroke();
  }
  context.setLineDash([]);
  for (const sign of [-1, 1]) {
    context.beginPath();
    context.moveTo(0, reach);
    context.lineTo(sign * REACH, reach);
    context.lineWidth = 3 / zoom;
    context.strokeStyle = faded(signColour(sign), 0.75);
    context.stroke();
  }
  context.textBaseline = "top";
  const words = (text, x, align, colour, weight = "600", lower = 0) => {
    context.font = `${weight} ${size}px ${font}`;
    context.textAlign = align;
    context.fillStyle = colour;
    context.fillText(text, x, reach + (8 + lower) / zoom);
  };
  words("opposes", -REACH, "left", palette.oppose);
  words("supports", REACH, "right", palette.support);
  const tight = 2 * REACH * zoom < NARROW_LINE;
  words(`mean stance on ${shortName(issue)}`, 0, "center", palette.muted, "500", tight ? 17 : 0);
  context.restore();
}

/** What the line of a spectrum covers at least. */
export function lineBox(/** @type {number} */ reach) {
  return { left: -REACH - 20, right: REACH + 20, top: -reach, bottom: reach + 60 };
}

function shortName(text) {
  const letters = [...text];
  return letters.length > 42 ? `${letters.slice(0, 40).join("")}…` : text;
}

/** How much larger than life names are drawn when the picture is small. */
export function enlarged(/** @type {number} */ zoom) {
  return Math.min(3, Math.max(1, 0.8 / zoom));
}

/** The box of an issue: around its name, or a small one where there is no room for names. */
export function issueSize(
  context,
  /** @type {PageNode} */ node,
  /** @type {Pick<Look, "layout" | "zoom" | "named" | "tight">} */ look,
) {
  if (!look.named) return { width: 28, height: 15, scale: 1, lines: [] };
  const lines = linesOf(node, look.layout);
  const scale = boxScale(look);
  const longest = longestLine(context, lines, ISSUE_FONT);
  const edge = look.layout === "columns" ? ROW_EDGE : ISSUE_EDGE;
  return { width: (longest + 22) * scale, height: (edge + ISSUE_LINE * lines.length) * scale, scale, lines };
}

/** Boxes grow with the names on them, as far as others make room, or the rows of a column. */
function boxScale({ zoom, layout, tight = 0 }) {
  const full = enlarged(zoom);
  if (layout === "columns") return Math.min(full, (OF_A_ROW * columnRows.height) / (ROW_EDGE + ISSUE_LINE));
  return full > 1 ? full * (1 - tight * TIGHTEST) : full;
}

/** The room of an actor's name, around the actor's position. */
export function nameBox(
  context,
  /** @type {PageNode} */ node,
  /** @type {Pick<Look, "tally" | "layout" | "zoom">} */ look,
) {
  const lines = linesOf(node, look.layout);
  const size = NAME_SIZE * enlarged(look.zoom);
  const line = NAME_LINE * enlarged(look.zoom);
  const width = longestLine(context, lines, measuredFont(node)) * (size / NAME_SIZE);
  const around = radius(look.tally, look.layout);
  const height = line * lines.length;
  if (look.layout === "columns")
    return { left: -around - 8 - width, top: -height / 2, width, height, size, line, lines };
  return { left: -width / 2, top: around + 5, width, height, size, line, lines };
}

/** Draw an actor's circle. */
export function drawActor(context, /** @type {PageNode} */ node, x, y, /** @type {Look} */ look) {
  const around = radius(look.tally, look.layout);
  context.save();
  context.globalAlpha = look.dimmed ? DIM : 1;
  disc(context, x, y, around, palette.surface);
  ring(context, x, y, around, look.tally);
  if (look.raised) outline(context, () => context.arc(x, y, around + 2.5, 0, 7), palette.ink, 2);
  if (look.focused) outline(context, () => context.arc(x, y, around + 7, 0, 7), palette.focus, 2.5, [5, 3]);
  if (around * look.zoom > 12)
    centred(context, initials(node.label), x, y + 0.5, `650 ${Math.round(around * 0.6)}px`);
  context.restore();
}

/** Draw an actor's name, with a halo that keeps it readable on lines. */
export function drawName(context, /** @type {PageNode} */ node, x, y, /** @type {Look} */ look) {
  const box = nameBox(context, node, look);
  const columns = look.layout === "columns";
  context.save();
  context.globalAlpha = look.dimmed ? DIM : 1;
  context.font = `${nameFont(node, box.size)} ${font}`;
  context.textAlign = columns ? "right" : "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = box.size / 3.2;
  context.strokeStyle = palette.page;
  context.fillStyle = palette.ink;
  const across = columns ? x + box.left + box.width : x;
  const texts = box.lines.map((line, row) => [line, y + box.top + box.line * (row + 0.5)]);
  for (const [line, down] of texts) context.strokeText(line, across, down);
  for (const [line, down] of texts) context.fillText(line, across, down);
  context.restore();
}

/** Draw an issue's box. */
export function drawIssue(context, /** @type {PageNode} */ node, x, y, /** @type {Look} */ look) {
  const { width, height, scale, lines } = issueSize(context, node, look);
  const box = (grown = 0) =>
    context.roundRect(
      x - width / 2 - grown,
      y - height / 2 - grown,
      width + 2 * grown,
      height + 2 * grown,
      8 + grown / 2,
    );
  context.save();
  context.globalAlpha = look.dimmed ? DIM : 1;
  context.beginPath();
  box();
  context.fillStyle = palette.surface;
  context.fill();
  context.save();
  context.clip();
  const thick = (look.layout === "columns" ? 3.5 : 5) * scale;
  bar(context, x - width / 2, y + height / 2 - thick, width, thick, look.tally);
  context.restore();
  outline(context, box, look.raised ? palette.ink : palette.faint, look.raised ? 2.2 : 1.1);
  if (look.focused) outline(context, () => box(5), palette.focus, 2.5, [5, 3]);
  lines.forEach((line, row) => {
    const down =
      y - (look.layout === "columns" ? 1.5 : 2) * scale + (row - (lines.length - 1) / 2) * ISSUE_LINE * scale;
    centred(context, line, x, down, `600 ${ISSUE_SIZE * scale}px`);
  });
  context.restore();
}

function linesOf(node, layout) {
  return layout === "columns" && node.lines.length > 1 ? [node.lines.join(" ")] : node.lines;
}

function nameFont(node, size) {
  return `${KIND_WEIGHTS.get(node.kind) ?? "560"} ${size}px`;
}

function measuredFont(node) {
  let shape = nameFonts.get(node.kind);
  if (!shape) nameFonts.set(node.kind, (shape = nameFont(node, NAME_SIZE)));
  return shape;
}

function longestLine(context, lines, shape) {
  let longest = 0;
  for (const line of lines) longest = Math.max(longest, textWidth(context, line, shape));
  return longest;
}

function textWidth(context, text, shape) {
  let widths = measured.get(shape);
  if (!widths) measured.set(shape, (widths = new Map()));
  let width = widths.get(text);
  if (width !== undefined) return width;
  context.save();
  context.font = `${shape} ${font}`;
  width = /** @type {number} */ (context.measureText(text).width);
  context.restore();
  widths.set(text, width);
  return width;
}

function disc(context, x, y, around, colour) {
  context.beginPath();
  context.arc(x, y, around, 0, 7);
  context.fillStyle = colour;
  context.fill();
}

/** The shares of a tally around a circle, supporting first, from twelve o'clock. */
function ring(context, x, y, around, tally) {
  const sum = tally[0] + tally[1] + tally[2];
  const thick = sum ? Math.max(3.4, around * 0.26) : 2;
  context.lineWidth = thick;
  if (!sum) return outline(context, () => context.arc(x, y, around - 1, 0, 7), palette.faint, 2);
  let from = -Math.PI / 2;
  for (const sign of [1, 0, -1]) {
    const share = (2 * Math.PI * tally[sign + 1]) / sum;
    if (share) {
      context.beginPath();
      context.arc(x, y, around - thick / 2, from, from + share);
      context.strokeStyle = signColour(sign);
      context.stroke();
    }
    from += share;
  }
  return undefined;
}

/** The shares of a tally along a line, opposing first. */
function bar(context, x, y, width, height, tally) {
  const sum = tally[0] + tally[1] + tally[2];
  let from = x;
  for (const sign of [-1, 0, 1]) {
    const share = sum ? (width * tally[sign + 1]) / sum : 0;
    context.fillStyle = signColour(sign);
    context.fillRect(from, y, share, height);
    from += share;
  }
}

function outline(context, path, colour, width, /** @type {number[]} */ dashes = []) {
  context.save();
  context.beginPath();
  path();
  context.setLineDash(dashes);
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
  context.restore();
}

function centred(context, text, x, y, shape) {
  context.font = `${shape} ${font}`;
  context.fillStyle = palette.ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}
