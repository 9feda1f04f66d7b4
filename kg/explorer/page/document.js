// The card of a document: the article, or its sentences, with the stances and who says so marked.

import { head, nothing, openLink, remark, section } from "./card.js";
import { tallyTiles } from "./charts.js";
import { h, name } from "./element.js";
import { confidenceMeter, markedText, relationTag, speakerOf } from "./evidence.js";
import { tallyOf } from "./tallies.js";
import { dateWords, style, webAddress } from "./words.js";

/**
 * @typedef {import("./data.js").Source} Source
 * @typedef {import("./data.js").Statement} Statement
 * @typedef {{ text: string, from: number, statements: Statement[] }} Stretch  of the article, with what stands in it
 */

/** The card of a document. */
export function documentCard(/** @type {Source} */ source, /** @type {Statement[]} */ statements) {
  const own = statements.filter((one) => one.source.id === source.id);
  const stretches = source.text ? paragraphs(source.text, own) : passages(own);
  const missing = own.filter((one) => one.text === null);
  return [
    head("Document", h("h2", null, name(source.title || source.id)), lineOf(source), [
      address(source),
      tallyTiles(tallyOf(own)),
    ]),
    own.length > 0 &&
      h(
        "section",
        { class: "article" },
        h("h3", null, source.text ? "The article" : "Its sentences"),
        !source.text && remark("The whole text is not in this file; these are the paragraphs with stances."),
        stretches.map(stretchOf),
      ),
    section("Sentences that are not in this file", missing.length > 0 && missing.map(claim)),
    nothing(own.length),
  ];
}

function lineOf(/** @type {Source} */ { publisher, published }) {
  return [publisher && name(publisher), publisher && published && " · ", published && dateWords(published)];
}

function address(/** @type {Source} */ { url }) {
  const web = webAddress(url);
  const attributes = { class: "wikidata", href: web, target: "_blank", rel: "noopener noreferrer" };
  return web && h("a", attributes, "Read it where it was published");
}

/** The paragraphs of an article, each with the stances that begin in it. @returns {Stretch[]} */
export function paragraphs(/** @type {string} */ text, /** @type {Statement[]} */ statements) {
  const found = statements.filter((one) => one.text !== null);
  /** @type {Stretch[]} */
  const stretches = [];
  for (const match of text.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)) {
    const from = match.index;
    const to = from + match[0].length;
    const inside = found.filter(({ at }) => at >= from && at < to).sort((a, b) => a.at - b.at);
    if (match[0].trim()) stretches.push({ text: match[0], from, statements: inside });
  }
  return stretches;
}

/** The passages that stances stand in, in the order of the document, each once. @returns {Stretch[]} */
export function passages(/** @type {Statement[]} */ statements) {
  /** @type {Map<string, Stretch>} */
  const found = new Map();
  for (const one of [...statements].sort((a, b) => a.at - b.at)) {
    if (one.text === null) continue;
    const stretch = found.get(one.text) ?? { text: one.text, from: one.at - one.evidence[0], statements: [] };
    stretch.statements.push(one);
    found.set(one.text, stretch);
  }
  return [...found.values()];
}

function stretchOf({ text, from, statements }) {
  const marks = statements.flatMap((one) => marksOf(one, from, text.length));
  const quote = h(
    "p",
    { dir: "auto", class: statements.length ? "said" : "between" },
    markedText(text, marks),
  );
  return [quote, statements.length > 0 && h("div", { class: "claims" }, statements.map(claim))];
}

function marksOf(one, from, length) {
  const shift = one.at - from - one.evidence[0];
  const within = ([start, end]) => [Math.max(0, start + shift), Math.min(length, end + shift)];
  const cues = one.cues.map((cue) => ({ span: within(cue), role: "cue" }));
  const words = { span: within(one.evidence), role: `words ${style(one.sign)}` };
  return [words, ...cues].filter(({ span }) => span[0] < span[1]);
}

function claim(one) {
  return h(
    "button",
    {
      type: "button",
      class: "pair claim-of",
      onclick: () => openLink(one.from, one.to),
      "data-statement": one.id,
    },
    h("span", null, h("b", null, name(one.from.label)), " ", relationTag(one), " ", name(one.to.label)),
    h("small", null, speakerOf(one), confidenceMeter(one.confidence)),
  );
}
