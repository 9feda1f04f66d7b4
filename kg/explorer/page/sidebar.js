// The filters: built once, counted again after every change, so that the keyboard's focus stays where it is.

import { isFiltered } from "./captions.js";
import { strip } from "./charts.js";
import { allNodes, allStatements } from "./data.js";
import { element, fill, h, name, svg } from "./element.js";
import { FACETS, NOTHING, facetOf } from "./facets.js";
import { change, changeFilters, choose, noFilters, state } from "./state.js";
import { tallyOf, total } from "./tallies.js";
import { DRAWABLE, endsOf, room } from "./view.js";
import { SIGN_WORDS, number, plural } from "./words.js";

const FEW = 12;

/** What has to be counted again, as functions of the view. @type {((view: import("./view.js").View) => void)[]} */
const counters = [];

/** Build the filters. */
export function openSidebar() {
  element("reset").addEventListener("click", () => change({ filters: noFilters() }));
  fill(element("signs"), ["1", "0", "-1"].map(signTile));
  fill(element("voices"), facetOf("who").all.length > 1 ? ["stated", "ascribed"].map(voiceTile) : null);
  element("voices").closest("fieldset").hidden = facetOf("who").all.length < 2;
  for (const facet of FACETS.filter(({ id }) => ["rel", "iss", "pub"].includes(id))) openList(facet);
  openStructure();
  slider("least", 1, Math.min(10, mostStatements()), 1, (value) => changeFilters({ least: value }));
  slider("confidence", 0, 95, 5, (value) => changeFilters({ confidence: value / 100 }));
}

/** What is left out for being tied in loosely. */
function openStructure() {
  for (const id of ["tied", "core"])
    element(id).addEventListener("change", ({ target }) => changeFilters({ [id]: target.checked }));
  counters.push(({ loose, core }) => {
    element("tied").checked = state.filters.tied;
    element("core").checked = state.filters.core;
    element("tied-count").textContent = number(loose.size);
    element("core-count").textContent = number(core.nodes.size);
    element("core-note").textContent = core.degree
      ? `In the core everybody is linked to ${plural(core.degree, "other")} of it or more.`
      : "";
  });
}

/** Count again. */
export function showSidebar(/** @type {import("./view.js").View} */ view) {
  for (const count of counters) count(view);
  const { filters } = state;
  element("least").value = filters.least;
  element("least-value").textContent = plural(filters.least, "statement");
  element("confidence").value = Math.round(filters.confidence * 100);
  element("confidence-value").textContent = filters.confidence
    ? `≥ ${Math.round(filters.confidence * 100)}%`
    : "any";
  element("reset").disabled = !isFiltered(filters);
  fill(element("count"), counted(view));
  showBackbone(view);
}

function counted({ statements, nodes, links }) {
  return [
    h("b", null, number(statements.length)),
    ` of ${plural(allStatements.length, "statement")} · `,
    h("b", null, number(nodes.size)),
    nodes.size === 1 ? " node · " : " nodes · ",
    h("b", null, number(links.length)),
    links.length === 1 ? " link" : " links",
  ];
}

/** Say what is not drawn, and offer to draw it. */
function showBackbone({ candidates, drawn, drawnNodes }) {
  const box = element("backbone");
  const ends = endsOf(candidates).size;
  const few = candidates.length <= room.links && ends <= room.nodes;
  box.hidden = few || state.layout === "spectrum"; // which shows everybody
  const tooMany = candidates.length > DRAWABLE;
  const all = state.everything && !tooMany;
  const strongest = `${number(drawn.length)} of ${plural(candidates.length, "link")}`;
  const among = `${number(drawnNodes.size)} of ${plural(ends, "node")}`;
  const says = all
    ? `All ${plural(candidates.length, "link")} are drawn.`
    : `Showing the strongest ${strongest}, ${among}.`;
  const onclick = () => change({ everything: !state.everything });
  const button = h(
    "button",
    { type: "button", class: "plain", onclick },
    all ? "Only the strongest" : "Draw all",
  );
  const advice = `More than ${number(DRAWABLE)} links are too many to draw: filter, or use the table.`;
  fill(box, h("span", null, says), " ", tooMany ? advice : button);
}

function signTile(value) {
  const { tile, style } = /** @type {any} */ (SIGN_WORDS.get(Number(value)));
  const count = h("b");
  const button = h(
    "button",
    { type: "button", class: style, "aria-pressed": "true", onclick: () => toggleTile("pol", value) },
    lineSample(Number(value)),
    count,
    h("span", null, tile),
  );
  counters.push(({ counts }) => {
    count.textContent = number(total(/** @type {any} */ (counts.get("pol")?.get(value))));
    button.setAttribute("aria-pressed", String(passes("pol", value)));
  });
  return button;
}

function voiceTile(value) {
  const count = h("b");
  const title =
    value === "stated" ? "The holder said or did it" : "Somebody else says that the holder stands so";
  const button = h(
    "button",
    { type: "button", title, "aria-pressed": "true", onclick: () => toggleTile("who", value) },
    count,
    h("span", null, value),
  );
  counters.push(({ counts }) => {
    count.textContent = number(total(counts.get("who")?.get(value) ?? [0, 0, 0]));
    button.setAttribute("aria-pressed", String(passes("who", value)));
  });
  return button;
}

/** A line as it is drawn, for tiles and the legend. */
export function lineSample(/** @type {number} */ sign) {
  const dashes = sign > 0 ? null : sign < 0 ? "6 4" : "1.5 3.5";
  return svg(
    "svg",
    {
      class: `sample ${SIGN_WORDS.get(sign)?.style}`,
      width: 34,
      height: 8,
      viewBox: "0 0 34 8",
      "aria-hidden": "true",
    },
    svg("line", { x1: 1, y1: 4, x2: 27, y2: 4, "stroke-width": 2.6, "stroke-dasharray": dashes }),
    svg("path", { d: "M26 0 L34 4 L26 8 Z" }),
  );
}

/** Tiles cannot all be off: the last one that is turned off turns all on. */
function toggleTile(facet, value) {
  const next = toggled(facet, value);
  choose(facet, next?.size ? next : null);
}

function toggled(facet, value) {
  const { all } = facetOf(facet);
  const next = new Set(state.filters.chosen.get(facet) ?? all);
  if (!next.delete(value)) next.add(value);
  return next.size === all.length ? null : next;
}

function passes(facet, value) {
  return state.filters.chosen.get(facet)?.has(value) ?? true;
}

function openList(facet) {
  const field = element(`facet-${facet.id}`);
  field.hidden = facet.all.length < 2;
  if (field.hidden) return;
  const few = facet.all.length > FEW + 2 ? FEW : facet.all.length;
  const list = h(
    "div",
    { class: "rows" },
    facet.all.slice(0, few).map((value) => facetRow(facet, value)),
  );
  const all = h("button", { type: "button", class: "plain", onclick: () => choose(facet.id, null) }, "all");
  all.setAttribute("aria-label", `All: ${facet.title}`);
  field.querySelector("legend").append(all);
  field.append(list);
  if (few === facet.all.length) return;
  const more = h("button", { type: "button", class: "more" }, `Show all ${number(facet.all.length)}`);
  more.addEventListener("click", () => {
    const rest = facet.all.slice(few).map((value) => facetRow(facet, value));
    list.append(...rest);
    more.remove();
    change({}); // counts them
    rest[0].querySelector("input").focus();
  });
  field.append(more);
}

function facetRow(facet, value) {
  const label = facet.label(value);
  const box = h("input", { type: "checkbox", onchange: () => choose(facet.id, toggled(facet.id, value)) });
  const count = h("span", { class: "count" });
  const shares = h("span", { class: "shares" });
  const words = h(
    "span",
    { class: `label${value === NOTHING ? " nothing" : ""}`, title: label },
    name(label),
  );
  const only = h(
    "button",
    {
      type: "button",
      class: "only",
      "aria-label": `Only ${label}`,
      onclick: () => onlyThis(facet.id, value),
    },
    "only",
  );
  counters.push(({ counts }) => {
    const tally = counts.get(facet.id)?.get(value) ?? [0, 0, 0];
    box.checked = passes(facet.id, value);
    count.textContent = number(total(tally));
    if (facet.id === "iss") fill(shares, strip(tally));
  });
  const shown =
    facet.id === "iss" ? [words, shares, count] : [words, facet.id === "rel" && signDot(value), count];
  return h("div", { class: "row" }, h("label", null, box, shown), only);
}

/** The sign that most statements with a relation have. */
function signDot(relation) {
  const tally = tallyOf(allStatements.filter((one) => one.relation === relation));
  const sign = tally.indexOf(Math.max(...tally)) - 1;
  return h("span", { class: `sample ${SIGN_WORDS.get(sign)?.style}`, "aria-hidden": "true" });
}

/** Asked twice, “only” lets everything through again. */
function onlyThis(facet, value) {
  const chosen = state.filters.chosen.get(facet);
  choose(facet, chosen?.size === 1 && chosen.has(value) ? null : new Set([value]));
}

function slider(id, min, max, step, set) {
  const input = element(id);
  Object.assign(input, { min, max, step });
  input.addEventListener("input", () => set(Number(input.value)));
  input.closest("label").hidden = max <= min;
}

function mostStatements() {
  const sizes = new Map();
  for (const { from, to, sign } of allStatements) {
    const key = (from.index * allNodes.length + to.index) * 3 + sign + 1;
    sizes.set(key, (sizes.get(key) ?? 0) + 1);
  }
  return Math.max(1, ...sizes.values());
}
