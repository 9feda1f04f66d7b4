// The pictures: one, or two side by side while something is compared; and what is chosen right above them.

import { fragment } from "./address.js";
import {
  filtersOfBoth,
  filtersOfSides,
  firstComparison,
  hasPeriods,
  hasPublishers,
  publisherName,
  sideNames,
} from "./comparing.js";
import { allNodes, allStatements, period } from "./data.js";
import { element, fill, h } from "./element.js";
import { facetOf } from "./facets.js";
import { fillFrame } from "./places.js";
import { Stage } from "./stage.js";
import { beginning, change, state } from "./state.js";
import { tallies } from "./tallies.js";
import { sideOf, viewOf } from "./view.js";
import { dayNumber, isoDay, plural } from "./words.js";

/**
 * @typedef {import("./state.js").State} State
 * @typedef {import("./view.js").View} View
 * @typedef {import("./stage.js").Callbacks} Callbacks
 */

/** @type {Stage[]} */
const stages = [];
/** @type {Callbacks} */
let callbacks;
/** @type {State["compare"]} */
let comparedBefore = null;
let frameFilled = false;

/** Make the first picture; the second is made when it is needed. */
export function openPanes(/** @type {Callbacks} */ given) {
  callbacks = given;
  stages.push(new Stage(element("stage"), callbacks));
  openComparison();
}

/** Let what is drawn without any filter fill the frame, whatever the first view shows. */
function fillStage(/** @type {State} */ now, /** @type {View} */ whole) {
  const { clientWidth, clientHeight } = element("stage");
  const plain = { ...beginning(), theme: now.theme };
  const view = fragment(now) === fragment(plain) ? whole : viewOf(plain);
  fillFrame(view.drawnNodes, { width: clientWidth, height: clientHeight });
  frameFilled = true;
}

/** The picture that is always there. */
export function mainStage() {
  return stages[0];
}

/** The pictures that are shown. */
export function shownStages() {
  return state.compare ? stages : stages.slice(0, 1);
}

/** What is shown as a whole, and on each side of a comparison. @returns {{ whole: View, sides: View[] }} */
export function viewsOf(/** @type {State} */ now) {
  const sides = filtersOfSides(now);
  const whole = viewOf(sides ? { ...now, filters: filtersOfBoth(now) } : now);
  return { whole, sides: sides ? sides.map((filters) => sideOf(now, filters, whole)) : [whole] };
}

/** Show the views. */
export function showPanes(
  /** @type {{ whole: View, sides: View[] }} */ { whole, sides },
  /** @type {State} */ now,
  /** @type {State} */ before,
) {
  const { compare } = now;
  if (!frameFilled) fillStage(now, whole);
  element("pane-2").hidden = !compare;
  element("compare-bar").hidden = !compare || now.view === "table";
  element("axis-bar").hidden = now.layout !== "spectrum" || now.view === "table";
  if (compare && stages.length < 2) stages.push(new Stage(element("stage-2"), callbacks));
  const [first, second] = stages;
  first.pair(compare ? second : null);
  second?.pair(first, false);
  shownStages().forEach((stage, place) => stage.show(sides[place], now, before));
  // With a second picture beside it there is half of the room, and more to fit into it.
  if (compare !== comparedBefore) first.fit(false);
  if (compare) second.follow(first); // before either is drawn, and would lead the other
  comparedBefore = compare;
  nameSides(sides, compare);
  showAxis(now, whole);
  if (compare) showComparison(compare);
}

/** Compare, or stop it. */
export function turnComparison() {
  change({ compare: state.compare ? null : firstComparison(), view: "picture" });
}

/** Whether there is anything to compare. */
export function canCompare() {
  return hasPeriods || hasPublishers;
}

function nameSides(sides, compare) {
  const names = compare ? sideNames(compare) : [];
  [1, 2].forEach((number) => {
    const label = element(`side-${number}`);
    label.hidden = !compare;
    if (!compare) return;
    const { statements } = sides[number - 1];
    fill(label, h("b", null, names[number - 1]), h("span", null, plural(statements.length, "statement")));
    element("stage-2").setAttribute("aria-label", `The second picture: ${names[1]}`);
  });
}

function openAxis() {
  const counts = new Map(
    tallies(
      allStatements.filter((one) => one.to.issue),
      (one) => one.to,
    ),
  );
  const issues = [...counts.keys()].sort((a, b) => (a.label < b.label ? -1 : 1));
  fill(
    element("axis"),
    issues.map((node) => h("option", { value: node.id }, node.label)),
  );
  element("axis").addEventListener("change", ({ target }) => {
    const axis = allNodes.find((node) => node.id === target.value) ?? null;
    const fixed = state.selection?.kind === "node" && state.selection.node.issue;
    change({ axis, ...(fixed && axis && { selection: { kind: "node", node: axis } }) });
  });
}

function showAxis({ layout }, { axis, means }) {
  if (layout !== "spectrum") return;
  if (!element("axis").options.length) openAxis();
  element("axis").value = axis?.id ?? "";
  element("axis-count").textContent = `${plural(means.size, "actor")} spoke on it`;
}

function openComparison() {
  element("compare-time").hidden = !hasPeriods;
  element("compare-pub").hidden = !hasPublishers;
  element("compare-time").addEventListener("click", () => change({ compare: firstComparison("time") }));
  element("compare-pub").addEventListener("click", () => change({ compare: firstComparison("pub") }));
  element("compare-close").addEventListener("click", turnComparison);
  if (hasPeriods) openPeriods();
  for (const [id, side] of [
    ["compare-left", "left"],
    ["compare-right", "right"],
  ]) {
    const options = facetOf("pub").all.map((value) => h("option", { value }, publisherName(value)));
    fill(element(id), options);
    element(id).addEventListener("change", ({ target }) => choosePublisher(side, target.value));
  }
}

function openPeriods() {
  const input = element("compare-day");
  Object.assign(input, { min: isoDay(period.first + 1), max: isoDay(period.last) });
  input.addEventListener("change", () => {
    const day = dayNumber(input.value);
    if (day !== null && day > period.first && day <= period.last) change({ compare: { by: "time", day } });
  });
}

/** Whoever chooses the publisher of the other side changes sides. */
function choosePublisher(side, value) {
  const { compare } = state;
  if (compare?.by !== "pub") return;
  const next = { ...compare, [side]: value };
  if (next.left === next.right) [next.left, next.right] = [compare.right, compare.left];
  change({ compare: next });
}

function showComparison(compare) {
  const byTime = compare.by === "time";
  element("compare-time").setAttribute("aria-pressed", String(byTime));
  element("compare-pub").setAttribute("aria-pressed", String(!byTime));
  element("compare-periods").hidden = !byTime;
  element("compare-publishers").hidden = byTime;
  if (byTime) {
    if (document.activeElement !== element("compare-day")) element("compare-day").value = isoDay(compare.day);
    return;
  }
  element("compare-left").value = compare.left;
  element("compare-right").value = compare.right;
}
