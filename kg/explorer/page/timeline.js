// Statements over time: supporting up, opposing down. The bars are the filter, with two native sliders under them.

import { WIDTH, binOf, calendarOf, ticksOf } from "./calendar.js";
import { allStatements, period } from "./data.js";
import { element, fill, h, svg } from "./element.js";
import { changeFilters, state } from "./state.js";
import { tallyOf } from "./tallies.js";
import { SIGN_WORDS, dayWords, plural, tickWords } from "./words.js";

const HEIGHT = 60;
const MIDDLE = HEIGHT / 2;
const LEAST_HEIGHT = 2; // a single statement stays visible next to a heavy day

const chart = element("timeline-chart");
const undated = allStatements.filter((one) => one.day === null).length;

/** The time axis of all statements. */
export const calendar = calendarOf(allStatements.flatMap(({ day }) => (day === null ? [] : [day])));

/** Build the sliders, or hide the timeline where no statement has a date. */
export function openTimeline() {
  element("timeline").hidden = period.last <= period.first;
  if (element("timeline").hidden) return;
  element("timeline-title").textContent = `Statements per ${calendar.unit}, supporting up, opposing down`;
  for (const [id, key] of [
    ["from-day", "from"],
    ["to-day", "to"],
  ]) {
    const input = element(id);
    Object.assign(input, { min: 0, max: WIDTH, step: 1 });
    input.addEventListener("input", () =>
      move(key, calendar.dayAt(Number(input.value)) - Number(key === "to" && input.value > 0)),
    );
    input.addEventListener("keydown", (event) => stepByBin(event, key));
  }
  brush();
  drawTicks();
}

/** Draw the bars again. */
export function showTimeline(/** @type {import("./view.js").View} */ { dated }) {
  if (element("timeline").hidden) return;
  const { from, to } = state.filters;
  drawBars(binned(dated));
  element("from-day").value = calendar.across(from);
  element("to-day").value = calendar.behind(to);
  element("from-day").setAttribute("aria-valuetext", dayWords(from));
  element("to-day").setAttribute("aria-valuetext", dayWords(to));
  const whole = from === period.first && to === period.last;
  const aside = undated
    ? whole
      ? `, and ${plural(undated, "undated one")}`
      : `; ${plural(undated, "undated one")} left out`
    : "";
  element("timeline-range").textContent = `${dayWords(from)} – ${dayWords(to)}${aside}`;
}

function move(key, day) {
  const { from, to } = state.filters;
  const inside = Math.min(period.last, Math.max(period.first, day));
  if (key === "from") changeFilters({ from: Math.min(inside, to) });
  else changeFilters({ to: Math.max(inside, from) });
}

/** With the keyboard a handle goes from bar to bar: years by single days would be a long walk. */
function stepByBin(event, key) {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  // The left handle stands at the beginning of a bar, the right one at an end.
  const stops = calendar.bins.map((bin) => bin[key]);
  const now = state.filters[key];
  const next = way > 0 ? stops.find((stop) => stop > now) : stops.findLast((stop) => stop < now);
  move(key, next ?? (way > 0 ? period.last : period.first));
}

/** Drag over the bars to choose a period; click one to choose its time; click again for all. */
function brush() {
  let began = -1;
  const binAt = (event) => {
    const box = chart.getBoundingClientRect();
    return binOf(calendar, calendar.dayAt(((event.clientX - box.left) / box.width) * WIDTH));
  };
  chart.addEventListener("pointerdown", (event) => {
    began = binAt(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointerup", (event) => {
    if (began < 0) return;
    const [first, last] = [began, binAt(event)].sort((a, b) => a - b);
    began = -1;
    const chosen = { from: calendar.bins[first].from, to: calendar.bins[last].to };
    const again = chosen.from === state.filters.from && chosen.to === state.filters.to;
    changeFilters(again ? { from: period.first, to: period.last } : chosen);
  });
}

function drawBars(tallies) {
  const most = Math.max(
    1,
    ...tallies.map(([oppose, neutral, support]) => Math.max(oppose, support) + neutral / 2),
  );
  const unit = (MIDDLE - 3) / most;
  const rects = tallies.flatMap((tally, place) => barsOf(tally, calendar.bins[place], unit));
  fill(chart, calendar.bins.map(axisUnder), divider(), rects);
}

/** The axis, bar by bar: it has a gap where it leaps. */
function axisUnder({ from, to }) {
  const ends = { x1: calendar.across(from).toFixed(1), x2: calendar.behind(to).toFixed(1) };
  return svg("line", { ...ends, y1: MIDDLE, y2: MIDDLE, class: "axis" });
}

/** Where the second period of a comparison begins. */
function divider() {
  if (state.compare?.by !== "time") return null;
  const x = calendar.across(state.compare.day).toFixed(1);
  return svg("line", { x1: x, x2: x, y1: 0, y2: HEIGHT, class: "divider" });
}

/** Neutral around the middle, the two sides on either side of it. */
function barsOf([oppose, neutral, support], bin, unit) {
  const left = calendar.across(bin.from);
  const width = Math.max(1, calendar.behind(bin.to) - left - 2);
  const inside = bin.to >= state.filters.from && bin.from <= state.filters.to;
  const half = (neutral * unit) / 2;
  const rect = (sign, top, height) =>
    height > 0 &&
    svg("rect", {
      x: left.toFixed(1),
      y: top.toFixed(1),
      width: width.toFixed(1),
      height: height.toFixed(1),
      rx: 1,
      class: `${SIGN_WORDS.get(sign)?.style}${inside ? "" : " outside"}`,
    });
  const up = support && Math.max(LEAST_HEIGHT, support * unit);
  const down = oppose && Math.max(LEAST_HEIGHT, oppose * unit);
  return [
    rect(1, MIDDLE - half - up, up),
    rect(0, MIDDLE - half, Math.max(neutral && LEAST_HEIGHT, 2 * half)),
    rect(-1, MIDDLE + half, down),
  ];
}

function binned(some) {
  const groups = calendar.bins.map(() => /** @type {import("./data.js").Statement[]} */ ([]));
  for (const one of some) if (one.day !== null) groups[binOf(calendar, one.day)].push(one);
  return groups.map(tallyOf);
}

function drawTicks() {
  const { unit, days } = ticksOf(calendar);
  const ticks = days.map((day) => tick(calendar.across(day), tickWords(day, unit)));
  const aside = calendar.bins
    .filter((bin) => bin.aside)
    .map((bin) => tick(calendar.across(bin.from) + 13, bin.aside));
  fill(element("timeline-ticks"), ticks, aside);
}

function tick(x, words) {
  const made = h("span", null, words);
  made.style.setProperty("left", `${(100 * x) / WIDTH}%`);
  return made;
}
