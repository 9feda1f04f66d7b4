// Statements over time: supporting up, opposing down. The bars are the filter, with two native sliders under them.

import { period, allStatements } from "./data.js";
import { element, fill, h, svg } from "./element.js";
import { changeFilters, state } from "./state.js";
import { tallyOf } from "./view.js";
import { SIGN_WORDS, dayNumber, dayWords, isoDay, plural, tickWords } from "./words.js";

/**
 * @typedef {{ unit: "day" | "week" | "month" | "quarter" | "year", starts: number[] }} Bins
 */

const WIDTH = 1000;
const HEIGHT = 60;
const MIDDLE = HEIGHT / 2;
const MOST_BINS = 64;
const LEAST_HEIGHT = 2; // a single statement stays visible next to a heavy day

const chart = element("timeline-chart");
const undated = allStatements.filter((one) => one.day === null).length;
const bins = binsOf(period.first, period.last);

/** Build the sliders, or hide the timeline where no statement has a date. */
export function openTimeline() {
  element("timeline").hidden = period.last <= period.first;
  if (element("timeline").hidden) return;
  element("timeline-title").textContent = `Statements per ${bins.unit}, supporting up, opposing down`;
  for (const [id, key] of [
    ["from-day", "from"],
    ["to-day", "to"],
  ]) {
    const input = element(id);
    Object.assign(input, { min: period.first, max: period.last, step: 1 });
    input.addEventListener("input", () => move(key, Number(input.value)));
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
  element("from-day").value = from;
  element("to-day").value = to;
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
  if (key === "from") changeFilters({ from: Math.min(day, to) });
  else changeFilters({ to: Math.max(day, from) });
}

/** With the keyboard a handle goes from bar to bar: years by single days would be a long walk. */
function stepByBin(event, key) {
  const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (!way) return;
  event.preventDefault();
  const last = key === "to" ? 1 : 0; // the left handle stands at the beginning of a bar, the right one at an end
  const stops = [...bins.starts.slice(last).map((start) => start - last), ...(last ? [period.last] : [])];
  const now = state.filters[key];
  const next = way > 0 ? stops.find((stop) => stop > now) : stops.findLast((stop) => stop < now);
  move(key, Math.min(period.last, Math.max(period.first, next ?? (way > 0 ? period.last : period.first))));
}

/** Drag over the bars to choose a period; click one to choose its time; click again for all. */
function brush() {
  let began = -1;
  const binAt = (event) => {
    const box = chart.getBoundingClientRect();
    const day = period.first + ((event.clientX - box.left) / box.width) * span();
    return Math.max(
      0,
      bins.starts.findLastIndex((start) => start <= day),
    );
  };
  chart.addEventListener("pointerdown", (event) => {
    began = binAt(event);
    chart.setPointerCapture(event.pointerId);
  });
  chart.addEventListener("pointerup", (event) => {
    if (began < 0) return;
    const [first, last] = [began, binAt(event)].sort((a, b) => a - b);
    began = -1;
    const chosen = { from: Math.max(period.first, bins.starts[first]), to: endOf(last) };
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
  const rects = tallies.flatMap((tally, place) => barsOf(tally, place, unit));
  fill(chart, svg("line", { x1: 0, x2: WIDTH, y1: MIDDLE, y2: MIDDLE, class: "axis" }), rects);
}

/** Neutral around the middle, the two sides on either side of it. */
function barsOf([oppose, neutral, support], place, unit) {
  const left = across(Math.max(period.first, bins.starts[place]));
  const width = Math.max(1, across(endOf(place) + 1) - left - 2);
  const { from, to } = state.filters;
  const inside = endOf(place) >= from && bins.starts[place] <= to;
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
  const groups = bins.starts.map(() => /** @type {import("./data.js").Statement[]} */ ([]));
  for (const one of some) {
    if (one.day !== null) groups[bins.starts.findLastIndex((start) => start <= one.day)].push(one);
  }
  return groups.map(tallyOf);
}

function drawTicks() {
  const unit = span() > 900 ? "year" : span() > 60 ? "month" : "day";
  const days = tickDays(unit);
  const every = Math.ceil(days.length / 9);
  const ticks = days
    .filter((_, place) => place % every === 0)
    .map((day) => {
      const tick = h("span", null, tickWords(day, unit));
      tick.style.setProperty("left", `${across(day) / 10}%`);
      return tick;
    });
  fill(element("timeline-ticks"), ticks);
}

function tickDays(unit) {
  const days = [];
  for (let day = period.first; day <= period.last; day += 1) {
    const iso = isoDay(day);
    const begins =
      unit === "day" ? (day - period.first) % 7 === 0 : iso.endsWith(unit === "year" ? "-01-01" : "-01");
    if (begins && across(day) > 20 && across(day) < WIDTH - 20) days.push(day);
  }
  return days;
}

/** @returns {Bins} */
function binsOf(first, last) {
  if (!(last >= first)) return { unit: "day", starts: [] };
  for (const unit of /** @type {const} */ (["day", "week", "month", "quarter"])) {
    const starts = startsOf(unit, first, last);
    if (starts.length <= MOST_BINS) return { unit, starts };
  }
  return { unit: "year", starts: startsOf("year", first, last) };
}

function startsOf(unit, first, last) {
  const starts = [];
  if (unit === "day" || unit === "week") {
    const step = unit === "day" ? 1 : 7;
    const monday = first - ((((first + 3) % 7) + 7) % 7); // day 0 was a Thursday
    for (let day = unit === "day" ? first : monday; day <= last; day += step) starts.push(day);
    return starts;
  }
  const months = { month: 1, quarter: 3, year: 12 }[unit];
  let [year, month] = isoDay(first).split("-").map(Number);
  month -= (month - 1) % months;
  for (let day = dayOf(year, month); day <= last; day = dayOf(year, month)) {
    starts.push(day);
    month += months;
    if (month > 12) [year, month] = [year + 1, month - 12];
  }
  return starts;
}

function dayOf(year, month) {
  return dayNumber(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`) ?? Infinity;
}

function endOf(place) {
  return Math.min(period.last, (bins.starts[place + 1] ?? period.last + 1) - 1);
}

function span() {
  return period.last - period.first + 1;
}

function across(day) {
  return (WIDTH * (day - period.first)) / span();
}
