// The picture as a file: PNG to show, SVG to edit. With title, filters and legend, since pictures travel alone.

import { sideNames } from "./comparing.js";
import { countWords, filterWords } from "./captions.js";
import { meta } from "./data.js";
import { font, palette, signColour } from "./palette.js";
import { save } from "./saving.js";
import { dashesOf } from "./lines.js";
import { SvgContext } from "./svgcontext.js";
import { SIGNS, SIGN_WORDS } from "./words.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./view.js").View} View
 * @typedef {import("./stage.js").Stage} Stage
 */

const WIDTH_PX = 1400;
const HEIGHT_PX = 900;
const SHARPNESS = 2;
const TOP = 92;
const FOOT = 44;
const MARGIN = 28;
const SIDE_NAME = 30;

/** Save the picture as PNG; the function is told whether it could be made. */
export function savePng(
  /** @type {Stage[]} */ stages,
  /** @type {State} */ state,
  /** @type {View} */ view,
  /** @type {(made: boolean) => void} */ done,
) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH_PX * SHARPNESS;
  canvas.height = HEIGHT_PX * SHARPNESS;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.scale(SHARPNESS, SHARPNESS);
  compose(context, stages, state, view);
  canvas.toBlob((blob) => {
    if (blob) save(blob, "png");
    done(blob !== null);
  });
}

/** Save the picture as SVG. */
export function saveSvg(/** @type {Stage[]} */ stages, /** @type {State} */ state, /** @type {View} */ view) {
  const measure = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const context = new SvgContext(measure);
  compose(context, stages, state, view);
  save(new Blob([context.written(WIDTH_PX, HEIGHT_PX, meta.title)], { type: "image/svg+xml" }), "svg");
}

function compose(context, stages, state, view) {
  context.fillStyle = palette.page;
  context.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
  const width = WIDTH_PX / stages.length;
  const under = state.compare ? SIDE_NAME : 0;
  stages.forEach((stage, place) => {
    context.save();
    context.translate(place * width, TOP + under);
    stage.drawInto(context, width, HEIGHT_PX - TOP - FOOT - under);
    context.restore();
  });
  header(context, state, view);
  if (state.compare) sides(context, sideNames(state.compare), width);
  legend(context);
}

function header(context, state, view) {
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  write(context, meta.title, MARGIN, 38, `700 21px ${font}`, palette.ink);
  write(context, countWords(view), MARGIN, 61, `500 13px ${font}`, palette.ink);
  write(context, filterWords(state, view), MARGIN, 81, `400 13px ${font}`, palette.muted);
}

function sides(context, names, width) {
  context.textAlign = "center";
  names.forEach((text, place) =>
    write(context, text, (place + 0.5) * width, TOP + 22, `650 15px ${font}`, palette.ink),
  );
  context.textAlign = "left";
  context.fillStyle = palette.line;
  context.fillRect(width - 0.5, TOP + 8, 1, HEIGHT_PX - TOP - FOOT - 16);
}

function legend(context) {
  const down = HEIGHT_PX - 18;
  let across = MARGIN;
  const note = (text) => write(context, text, across, down, `400 12px ${font}`, palette.muted);
  for (const sign of [...SIGNS].reverse()) {
    context.strokeStyle = context.fillStyle = signColour(sign);
    context.lineWidth = 2.6;
    context.setLineDash(dashesOf(sign) || []);
    context.beginPath();
    context.moveTo(across, down - 4);
    context.lineTo(across + 28, down - 4);
    context.stroke();
    context.setLineDash([]);
    across += 36;
    const word = SIGN_WORDS.get(sign)?.verb ?? "";
    note(word);
    across += context.measureText(word).width + 22;
  }
  note(
    "ring: shares of what an actor said · bar: how an issue is received · wider: more · fainter: less sure",
  );
  context.textAlign = "right";
  write(context, meta.generator, WIDTH_PX - MARGIN, down, `400 12px ${font}`, palette.muted);
}

/** A line of text, cut where it would leave the picture. */
function write(context, text, x, y, shape, colour) {
  context.font = shape;
  context.fillStyle = colour;
  const room = WIDTH_PX - 2 * MARGIN;
  let letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join("")}…`).width > room)
    letters = letters.slice(0, Math.floor(letters.length * 0.95));
  context.fillText(letters.length < [...text].length ? `${letters.join("")}…` : text, x, y);
}
