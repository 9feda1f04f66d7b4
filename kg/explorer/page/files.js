// What can be taken along: the evidence as a spreadsheet, the picture as an image.

import { meta } from "./data.js";
import { font, palette, signColour } from "./palette.js";
import { picture } from "./stage.js";
import { quote } from "./table.js";
import { SIGNS, SIGN_WORDS } from "./words.js";

/**
 * @typedef {import("./data.js").Statement} Statement
 */

/** @type {[string, (one: Statement) => any][]} */
const FIELDS = [
  ["date", (one) => one.date],
  ["holder", (one) => one.from.label],
  ["relation", (one) => one.relation],
  ["sign", (one) => one.sign],
  ["target", (one) => one.to.label],
  ["about", (one) => one.about.join("; ")],
  ["evidence", quote],
  ["speaker", (one) => one.speaker],
  ["voice", (one) => one.voice],
  ["stated", (one) => one.stated],
  ["certainty", (one) => one.certainty],
  ["tense", (one) => one.tense],
  ["confidence", (one) => one.confidence],
  ["publisher", (one) => one.source.publisher],
  ["title", (one) => one.source.title],
  ["published", (one) => one.source.published],
  ["url", (one) => one.source.url],
  ["document", (one) => one.source.id],
  ["statement", (one) => one.id],
  ["holder_id", (one) => one.from.id],
  ["target_id", (one) => one.to.id],
];

/** Save statements as CSV. */
export function saveTable(/** @type {Statement[]} */ some) {
  const rows = [FIELDS.map(([title]) => title), ...some.map((one) => FIELDS.map(([, value]) => value(one)))];
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  // With a byte order mark, for spreadsheets that take everything else for Latin-1.
  save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }), "csv");
}

/** Save the whole view as an image, with title, counts and legend, since pictures travel without their page. */
export function savePicture(/** @type {string[]} */ lines, /** @type {(blob: Blob | null) => void} */ done) {
  const [width, height, scale, top, foot] = [1400, 900, 2, 76, 44];
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = palette.page;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture(scale, width, height - top - foot), 0, top * scale);
  context.scale(scale, scale);
  context.textBaseline = "alphabetic";
  write(context, meta.title, 24, 36, `700 20px ${font}`, palette.ink);
  write(context, lines.join(" · "), 24, 60, `400 13px ${font}`, palette.muted);
  legend(context, 24, height - 18);
  context.textAlign = "right";
  write(context, meta.generator, width - 24, height - 18, `400 12px ${font}`, palette.muted);
  canvas.toBlob((blob) => {
    if (blob) save(blob, "png");
    done(blob);
  });
}

function legend(context, left, down) {
  let across = left;
  for (const sign of [...SIGNS].reverse()) {
    context.strokeStyle = context.fillStyle = signColour(sign);
    context.lineWidth = 2.6;
    context.setLineDash(sign > 0 ? [] : sign < 0 ? [6, 4] : [1.5, 3.5]);
    context.beginPath();
    context.moveTo(across, down - 4);
    context.lineTo(across + 26, down - 4);
    context.stroke();
    context.setLineDash([]);
    const word = SIGN_WORDS.get(sign)?.verb ?? "";
    write(context, word, across + 36, down, `400 12px ${font}`, palette.muted);
    across += 60 + context.measureText(word).width;
  }
  write(
    context,
    "ring: shares of what an actor said; bar: how an issue is received",
    across + 8,
    down,
    `400 12px ${font}`,
    palette.muted,
  );
}

function write(context, text, x, y, shape, colour) {
  context.font = shape;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A cell of a CSV file. What a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function save(blob, ending) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = `${meta.slug}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
