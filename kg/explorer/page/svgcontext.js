// A drawing context that writes SVG: whatever can be drawn on a canvas can be saved as a drawing to be edited.

import { svg } from "./element.js";

/**
 * @typedef {object} Pen  what save and restore keep
 * @property {number[]} matrix  a, b, c, d, e, f of SVG
 * @property {string} clip
 * @property {string} fillStyle
 * @property {string} strokeStyle
 * @property {number} lineWidth
 * @property {number} globalAlpha
 * @property {number[]} dashes
 * @property {string} lineJoin
 * @property {string} lineCap
 * @property {string} font
 * @property {string} textAlign
 * @property {string} textBaseline
 */

const ANCHORS = new Map([
  ["center", "middle"],
  ["right", "end"],
]);
const BASELINES = new Map([
  ["middle", "central"],
  ["top", "text-before-edge"],
]);
const WHOLE = 2 * Math.PI;

/** The part of CanvasRenderingContext2D that this page and vis-network draw with. */
export class SvgContext {
  /** @type {Element[]} */
  elements = [];
  /** @type {Element[]} */
  clips = [];

  /** @type {Pen[]} */
  #kept = [];
  #path = "";
  #measure;
  #matrix = [1, 0, 0, 1, 0, 0];
  #clip = "";
  #dashes = /** @type {number[]} */ ([]);

  fillStyle = "#000000";
  strokeStyle = "#000000";
  lineWidth = 1;
  globalAlpha = 1;
  lineJoin = "miter";
  lineCap = "butt";
  lineDashOffset = 0;
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";

  constructor(/** @type {CanvasRenderingContext2D} */ measure) {
    this.#measure = measure;
  }

  /** The whole drawing as a file's text. */
  written(/** @type {number} */ width, /** @type {number} */ height, /** @type {string} */ title) {
    const size = { width, height, viewBox: `0 0 ${width} ${height}` };
    const root = svg("svg", size, svg("title", null, title), svg("defs", null, this.clips), this.elements);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}\n`;
  }

  save() {
    const {
      fillStyle,
      strokeStyle,
      lineWidth,
      globalAlpha,
      lineJoin,
      lineCap,
      font,
      textAlign,
      textBaseline,
    } = this;
    const own = { matrix: [...this.#matrix], clip: this.#clip, dashes: this.#dashes };
    const pen = { fillStyle, strokeStyle, lineWidth, globalAlpha, lineJoin, lineCap, font, textAlign };
    this.#kept.push({ ...own, ...pen, textBaseline });
  }

  restore() {
    const pen = this.#kept.pop();
    if (!pen) return;
    const { matrix, clip, dashes, ...rest } = pen;
    [this.#matrix, this.#clip, this.#dashes] = [matrix, clip, dashes];
    Object.assign(this, rest);
  }

  translate(x, y) {
    const [a, b, c, d, e, f] = this.#matrix;
    this.#matrix = [a, b, c, d, e + a * x + c * y, f + b * x + d * y];
  }

  scale(x, y) {
    const [a, b, c, d, e, f] = this.#matrix;
    this.#matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  setLineDash(/** @type {number[]} */ dashes) {
    this.#dashes = dashes;
  }

  beginPath() {
    this.#path = "";
  }

  closePath() {
    this.#path += "Z";
  }

  moveTo(x, y) {
    this.#path += `M${at(x, y)}`;
  }

  lineTo(x, y) {
    this.#path += `${this.#path ? "L" : "M"}${at(x, y)}`;
  }

  quadraticCurveTo(x, y, toX, toY) {
    this.#path += `Q${at(x, y)} ${at(toX, toY)}`;
  }

  bezierCurveTo(x, y, otherX, otherY, toX, toY) {
    this.#path += `C${at(x, y)} ${at(otherX, otherY)} ${at(toX, toY)}`;
  }

  arc(x, y, radius, from, to, backwards = false) {
    const turn = backwards ? -1 : 1;
    // An arc of SVG cannot go all the way round: it goes in halves.
    const angle = Math.min(WHOLE, Math.abs(to - from));
    const point = (share) => {
      const where = from + turn * angle * share;
      return at(x + radius * Math.cos(where), y + radius * Math.sin(where));
    };
    const half = (share) => `A${at(radius, radius)} 0 0 ${backwards ? 0 : 1} ${point(share)}`;
    this.#path += `${this.#path ? "L" : "M"}${point(0)}${half(0.5)}${half(1)}`;
  }

  rect(x, y, width, height) {
    this.#path += `M${at(x, y)}h${short(width)}v${short(height)}h${short(-width)}Z`;
  }

  roundRect(x, y, width, height, radius) {
    const round = Math.min(radius, width / 2, height / 2);
    const corner = (right, down) => `a${at(round, round)} 0 0 1 ${at(right * round, down * round)}`;
    const [across, along] = [short(width - 2 * round), short(height - 2 * round)];
    this.#path +=
      `M${at(x + round, y)}h${across}${corner(1, 1)}v${along}${corner(-1, 1)}` +
      `h-${across}${corner(-1, -1)}v-${along}${corner(1, -1)}Z`;
  }

  clip() {
    const id = `clip${this.clips.length}`;
    const path = svg("path", { d: this.#path, transform: this.#transform() });
    this.clips.push(svg("clipPath", { id }, path));
    this.#clip = `url(#${id})`;
  }

  fill() {
    this.#add("path", { d: this.#path, ...this.#filled() });
  }

  stroke() {
    this.#add("path", { d: this.#path, fill: "none", ...this.#stroked() });
  }

  fillRect(x, y, width, height) {
    const size = { x: short(x), y: short(y), width: short(width), height: short(height) };
    if (width > 0 && height > 0) this.#add("rect", { ...size, ...this.#filled() });
  }

  fillText(text, x, y) {
    this.#write(text, x, y, this.#filled());
  }

  strokeText(text, x, y) {
    this.#write(text, x, y, { fill: "none", ...this.#stroked() });
  }

  measureText(text) {
    this.#measure.save();
    this.#measure.font = this.font;
    const measured = this.#measure.measureText(text);
    this.#measure.restore();
    return measured;
  }

  #write(text, x, y, paint) {
    const { style, weight, size, family } = fontOf(this.font);
    const shape = {
      "font-style": style,
      "font-weight": weight,
      "font-size": size,
      "font-family": family,
      "text-anchor": ANCHORS.get(this.textAlign),
      "dominant-baseline": BASELINES.get(this.textBaseline),
    };
    this.#add("text", { x: short(x), y: short(y), ...shape, ...paint }, text);
  }

  #filled() {
    return colour("fill", this.fillStyle);
  }

  #stroked() {
    return {
      ...colour("stroke", this.strokeStyle),
      "stroke-width": short(this.lineWidth),
      "stroke-dasharray": this.#dashes.length ? this.#dashes.map(short).join(" ") : null,
      "stroke-linejoin": this.lineJoin === "miter" ? null : this.lineJoin,
    };
  }

  #add(tag, attributes, text = "") {
    const opacity = this.globalAlpha < 1 ? short(this.globalAlpha) : null;
    const made = svg(tag, { ...attributes, opacity, transform: this.#transform() }, text);
    // The clip is in the coordinates of the drawing, its element in those of its transform.
    this.elements.push(this.#clip ? svg("g", { "clip-path": this.#clip }, made) : made);
  }

  #transform() {
    const same = this.#matrix.every((value, place) => value === [1, 0, 0, 1, 0, 0][place]);
    return same ? null : `matrix(${this.#matrix.map((value) => Number(value.toFixed(4))).join(" ")})`;
  }
}

function at(x, y) {
  return `${short(x)} ${short(y)}`;
}

function short(value) {
  return Number(value.toFixed(2));
}

/** Drawing programs know no `rgba()`: the opacity goes into an attribute of its own. */
function colour(role, value) {
  const parts = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/.exec(value);
  if (!parts) return { [role]: value };
  return { [role]: `rgb(${parts[1]}, ${parts[2]}, ${parts[3]})`, [`${role}-opacity`]: parts[4] };
}

function fontOf(font) {
  const parts = /^(italic )?(\d+ )?([\d.]+)px (.*)$/.exec(font);
  const [, style, weight, size, family] = parts ?? ["", "", "400 ", "12", "sans-serif"];
  return { style: style?.trim(), weight: weight?.trim(), size: short(Number(size)), family };
}
