// RDF terms as this page shows them: short names, links that describe, and triples out of N-Triples.

import { h } from "./element.js";
import { addressOf } from "./state.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long"].map((name) => XSD + name));
const DAY = /^\d{4}-\d\d(-\d\d)?$/;
const LONG = 60; // characters from which a text is read as a sentence

const TRIPLE = /^(<[^>]*>|_:\S+) <([^>]*)> (?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([\w-]+))?) \.$/;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The IRI with its prefix, or whole. */
export function short(/** @type {string} */ iri, /** @type {Record<string, string>} */ prefixes) {
  let best = "";
  let name = iri;
  for (const [prefix, base] of Object.entries(prefixes)) {
    if (iri.startsWith(base) && base.length > best.length) {
      best = base;
      name = `${prefix}:${decoded(iri.slice(base.length))}`;
    }
  }
  return name;
}

/** A query that tells all about a thing. */
export function describing(/** @type {string} */ iri) {
  return `DESCRIBE <${iri}>`;
}

/** Whether a term is a text to be read, and no name. */
export function isLong(term) {
  return term?.type === "literal" && term.value.length > LONG && !term.datatype;
}

/** A cell of a table, of a column of sentences or not. Every text becomes a text node; an address outside opens only where it is one of the web. */
export function cell(term, prefixes, long = isLong(term)) {
  if (!term) return h("td", { class: "none" }, "");
  if (term.type === "uri") {
    return h("td", { class: "link" }, h("a", { href: addressOf({ q: describing(term.value) }), title: term.value }, short(term.value, prefixes)));
  }
  if (term.type === "bnode") return h("td", null, `_:${term.value}`);
  if (term.type === "triple") return h("td", null, JSON.stringify(term.value));
  if (NUMBERS.has(term.datatype)) return h("td", { class: "number" }, term.value);
  if (term.datatype === `${XSD}anyURI` && /^https?:\/\//i.test(term.value)) {
    return h("td", null, h("a", { href: term.value, rel: "noreferrer noopener", target: "_blank" }, term.value));
  }
  if (term.datatype === `${XSD}date` || (!term.datatype && DAY.test(term.value))) return h("td", { class: "date" }, term.value);
  return h("td", { class: long ? "long" : null, dir: "auto" }, term.value);
}

/** The triples of N-Triples, with terms as in results of JSON. */
export function triples(/** @type {string} */ text) {
  const found = [];
  for (const line of text.split("\n")) {
    const match = TRIPLE.exec(line);
    if (!match) continue;
    const [, subject, predicate, iri, blank, literal, datatype] = match;
    const object =
      iri !== undefined
        ? { type: "uri", value: iri }
        : blank !== undefined
          ? { type: "bnode", value: blank.slice(2) }
          : { type: "literal", value: unescaped(literal), datatype };
    const first = subject.startsWith("<")
      ? { type: "uri", value: subject.slice(1, -1) }
      : { type: "bnode", value: subject.slice(2) };
    found.push({ subject: first, predicate: { type: "uri", value: predicate }, object });
  }
  return found;
}

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, char) =>
    char === undefined ? String.fromCodePoint(parseInt(four ?? eight, 16)) : (ESCAPES[char] ?? char),
  );
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
