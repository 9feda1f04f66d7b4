// Evidence: the sentence behind a statement, with what carries it marked, who said it, when, and where it stands.

import { h, name } from "./element.js";
import { issueLabel } from "./facets.js";
import { select } from "./state.js";
import { VOICES, dateWords, plural, style, webAddress } from "./words.js";

/**
 * @typedef {import("./data.js").Statement} Statement
 */

const AROUND = 130; // characters of the passage before and after what is marked

/**
 * A list of evidence, the newest first, a few at a time.
 *
 * @param {Statement[]} statements
 * @param {number} [few]
 */
export function evidenceList(statements, few = 6) {
  const sorted = [...statements].sort(
    (a, b) => (b.day ?? -1e9) - (a.day ?? -1e9) || b.confidence - a.confidence,
  );
  const list = h("ul", { class: "evidence" });
  const more = h("button", { type: "button", class: "more", onclick: () => add(20) });
  let count = 0;
  const add = (number) => {
    list.append(...sorted.slice(count, count + number).map(evidenceItem));
    count += number;
    more.hidden = count >= sorted.length;
    more.textContent = `Show ${plural(Math.min(20, sorted.length - count), "more statement")}`;
  };
  add(few);
  return h("div", null, list, more);
}

/** The marks that show how sure the extraction is, in five steps. */
export function confidenceMeter(/** @type {number} */ confidence) {
  const percent = Math.round(confidence * 100);
  const steps = [1, 2, 3, 4, 5].map((step) =>
    h("i", { class: step <= Math.round(confidence * 5) ? "on" : null }),
  );
  const says = `confidence ${percent} percent`;
  return h(
    "span",
    { class: "meter", role: "img", "aria-label": says, title: `confidence ${percent}%` },
    steps,
  );
}

/** The relation of a statement in its colour. */
export function relationTag(/** @type {Statement} */ statement) {
  return h("span", { class: `tag ${style(statement.sign)}` }, name(statement.relation));
}

/** Where a statement stands: a link if it is one to the web. */
export function sourceLink(/** @type {Statement} */ statement) {
  const { publisher, title, url, id } = statement.source;
  const label = publisher ?? title ?? id;
  const address = webAddress(url);
  const says = title && publisher ? title : null;
  if (!address) return label ? h("span", { class: "source", title: says }, name(label)) : null;
  return h(
    "a",
    { class: "source", href: address, target: "_blank", rel: "noopener noreferrer", title: says },
    name(label || "source"),
  );
}

function evidenceItem(statement) {
  return h(
    "li",
    { class: style(statement.sign), "data-statement": statement.id },
    h(
      "div",
      { class: "claim" },
      h("b", null, name(statement.from.label)),
      " ",
      relationTag(statement),
      " ",
      h("b", null, name(statement.to.label)),
    ),
    over(statement),
    quotation(statement),
    h(
      "div",
      { class: "fine" },
      speakerOf(statement),
      statement.date && h("time", null, dateWords(statement.date)),
      sourceLink(statement),
      shade(statement),
      documentButton(statement),
      confidenceMeter(statement.confidence),
    ),
  );
}

/** What an actor-to-actor stance is about. */
function over(statement) {
  const about = statement.to.issue ? [] : statement.about;
  return about.length
    ? h(
        "div",
        { class: "over" },
        "over ",
        about.map((id, place) => [place ? ", " : "", name(issueLabel(id))]),
      )
    : null;
}

/** Who says so, where it is not the holder. */
export function speakerOf(/** @type {Statement} */ statement) {
  const other =
    statement.speaker &&
    statement.speakerId !== statement.from.id &&
    statement.speaker !== statement.from.label;
  if (other)
    return h("span", { title: VOICES.get(statement.voice) }, "said by ", name(statement.speaker ?? ""));
  if (statement.voice === "narrator")
    return h("span", { title: VOICES.get("narrator") }, "the publication’s words");
  return null;
}

/** Leads to the document with all its stances. */
function documentButton({ source }) {
  if (!source.id) return null;
  const onclick = () => select({ kind: "document", source });
  return h("button", { type: "button", class: "plain", onclick, title: source.title ?? null }, "in context");
}

/** What makes a statement less than a plain fact of the present: that it is possible, or to come. */
function shade(statement) {
  const words = [
    !statement.stated && "ascribed",
    statement.certainty !== "certain" && statement.certainty !== "underspecified" && statement.certainty,
    statement.tense === "future" && "future",
  ].filter(Boolean);
  return words.length ? h("span", { class: "shade" }, words.join(", ")) : null;
}

function quotation(statement) {
  if (statement.text === null) return h("p", { class: "left-out" }, "The sentence is not in this file.");
  const whole = [0, statement.text.length];
  const near = stretch(statement);
  const quote = h("blockquote", { dir: "auto" });
  const cut = near[0] > 0 || near[1] < whole[1];
  const draw = ([from, to]) => quote.replaceChildren(...marked(statement, from, to));
  draw(near);
  if (!cut) return quote;
  const open = h("button", { type: "button", class: "whole", "aria-expanded": "false" }, "whole paragraph");
  open.addEventListener("click", () => {
    const opened = open.getAttribute("aria-expanded") === "true";
    open.setAttribute("aria-expanded", String(!opened));
    open.textContent = opened ? "whole paragraph" : "shorter";
    draw(/** @type {[number, number]} */ (opened ? near : whole));
  });
  return [quote, open];
}

/** The stretch of a passage around what is marked, cut between words. @returns {[number, number]} */
function stretch({ text, evidence, cues }) {
  const first = Math.min(
    evidence[0],
    ...cues.map(([from]) => from).filter((from) => evidence[0] - from < AROUND),
  );
  const last = Math.max(evidence[1], ...cues.map(([, to]) => to).filter((to) => to - evidence[1] < AROUND));
  const before = text.lastIndexOf(" ", first - AROUND) + 1;
  const after = text.indexOf(" ", last + AROUND);
  const from = first > AROUND * 1.5 && before > 0 ? before : 0;
  return [from, text.length - last > AROUND * 1.5 && after >= 0 ? after : text.length];
}

/** A stretch of the passage with the evidence and the cues marked. */
function marked({ text, evidence, cues }, from, to) {
  const shifted = ([start, end]) => [Math.max(0, start - from), Math.min(to, end) - from];
  const marks = [
    { span: shifted(evidence), role: "words" },
    ...cues.map((cue) => ({ span: shifted(cue), role: "cue" })),
  ];
  return [from > 0 ? "… " : "", ...markedText(text.slice(from, to), marks), to < text.length ? " …" : ""];
}

/**
 * Text with marks, which may lie on each other.
 *
 * @param {string} text
 * @param {{ span: number[], role: string }[]} marks  by start and end, and the class that each has
 */
export function markedText(text, marks) {
  const cuts = [0, text.length, ...marks.flatMap(({ span }) => span)];
  const edges = [...new Set(cuts.filter((at) => at >= 0 && at <= text.length))].sort((a, b) => a - b);
  return edges.slice(1).map((end, place) => {
    const start = edges[place];
    const roles = marks.filter(({ span }) => start >= span[0] && end <= span[1]).map(({ role }) => role);
    const part = text.slice(start, end);
    return roles.length
      ? h("mark", { class: [...new Set(roles)].join(" ") }, part)
      : document.createTextNode(part);
  });
}
