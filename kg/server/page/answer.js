// Asking the endpoint, and what comes back: rows, yes or no, triples, or what was wrong.

import { triples } from "./terms.js";

const ROWS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** Ask; the answer says how long it took, and whether it was cut. */
export async function ask(/** @type {string} */ sparql, /** @type {AbortSignal} */ signal) {
  const begun = performance.now();
  const response = await fetched(sparql, `${ROWS}, ${TRIPLES}`, signal);
  const text = await response.text();
  const seconds = (performance.now() - begun) / 1000;
  if (!response.ok) return { kind: "wrong", message: text.trim(), place: placeOf(text), seconds };
  const shortened = response.headers.has("KG-Shortened");
  if ((response.headers.get("Content-Type") ?? "").startsWith(TRIPLES)) {
    return { kind: "graph", triples: triples(text), shortened, seconds };
  }
  const { head, boolean, results } = JSON.parse(text);
  if (boolean !== undefined) return { kind: "ask", boolean, seconds };
  return { kind: "select", columns: inOrder(head.vars, sparql), rows: results.bindings, shortened, seconds };
}

// To the engine, the variables of SELECT * come by name; to whoever wrote the query, as they stand in it.
function inOrder(/** @type {string[]} */ columns, /** @type {string} */ sparql) {
  if (!/\bselect\s+(?:distinct\s+|reduced\s+)?\*/i.test(sparql)) return columns;
  const place = (name) => sparql.search(new RegExp(`[?$]${name}(?![\\p{L}\\p{N}_])`, "u"));
  return [...columns].sort((a, b) => place(a) - place(b));
}

/** Look for words in what was said; what is found comes as rows, the best first. */
export async function found(/** @type {string} */ words, /** @type {AbortSignal} */ signal) {
  const begun = performance.now();
  const response = await fetch(`search?${new URLSearchParams({ words, limit: "500" })}`, { signal });
  const text = await response.text();
  const seconds = (performance.now() - begun) / 1000;
  if (!response.ok) return { kind: "wrong", message: text.trim(), place: null, seconds };
  const { head, results } = JSON.parse(text);
  const shortened = response.headers.get("KG-Shortened");
  const newest = shortened?.match(/best-of-newest=(\d+)/)?.[1];
  return { kind: "found", columns: head.vars, rows: results.bindings, shortened: shortened !== null, newest: newest ? Number(newest) : null, seconds };
}

/** The answer in another format, as text. */
export async function written(/** @type {string} */ sparql, /** @type {string} */ media) {
  return (await fetched(sparql, media, undefined)).text();
}

function fetched(sparql, accept, signal) {
  const headers = { "Content-Type": "application/sparql-query", Accept: accept };
  return fetch("sparql", { method: "POST", headers, body: sparql, signal });
}

function placeOf(text) {
  const found = /line (\d+), column (\d+)/.exec(text);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null;
}
