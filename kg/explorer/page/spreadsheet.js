// The evidence in view as a spreadsheet.

import { save } from "./saving.js";
import { quote } from "./table.js";

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
export function saveSpreadsheet(/** @type {Statement[]} */ some) {
  const rows = [FIELDS.map(([title]) => title), ...some.map((one) => FIELDS.map(([, value]) => value(one)))];
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  // With a byte order mark, for spreadsheets that take everything else for Latin-1.
  save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }), "csv");
}

/** A cell of a CSV file. What a spreadsheet would take for a formula gets an apostrophe in front. */
function cell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
