// The time axis: bars of a unit that gives a few dozen of them, and where a day stands on it.
// A few days far away from all others get one bar at the end, or everything else would be squeezed into a corner.

import { dayNumber, isoDay } from "./words.js";

/**
 * @typedef {"day" | "week" | "month" | "quarter" | "year"} Unit
 *
 * @typedef {object} Bin
 * @property {number} from  day
 * @property {number} to  day, included
 * @property {"" | "earlier" | "later"} aside  whether it holds the few that are far away
 *
 * @typedef {object} Calendar
 * @property {Unit} unit
 * @property {Bin[]} bins
 * @property {(day: number) => number} across  where a day begins, from 0 to WIDTH
 * @property {(day: number) => number} behind  where a day ends: at a gap, before it
 * @property {(x: number) => number} dayAt  the day that stands there
 */

export const WIDTH = 1000;

const MOST_BINS = 64;
const FEW_DAYS = 0.02; // of all days may be set aside at either end,
const WORTH = 0.5; // if that makes the rest at most so long
const ASIDE_WIDTH = 26;
const GAP = 14;

/** @returns {Calendar} */
export function calendarOf(/** @type {number[]} */ days) {
  const sorted = [...days].sort((a, b) => a - b);
  if (!sorted.length) return { unit: "day", bins: [], across: () => 0, behind: () => 0, dayAt: () => 0 };
  const { first, last, from, to } = cut(sorted);
  const { unit, starts } = unitOf(from, to);
  const regular = starts.map((start, place) => bin(Math.max(start, from), (starts[place + 1] ?? to + 1) - 1));
  const bins = [
    ...(first < from ? [bin(first, from - 1, "earlier")] : []),
    ...regular,
    ...(to < last ? [bin(to + 1, last, "later")] : []),
  ];
  const pieces = piecesOf({ first, last, from, to });
  return {
    unit,
    bins,
    across: (day) => acrossOf(pieces, day, day),
    behind: (day) => acrossOf(pieces, day, day + 1),
    dayAt: (x) => dayOf(pieces, x),
  };
}

/** The bin that a day falls into. */
export function binOf(/** @type {Calendar} */ { bins }, /** @type {number} */ day) {
  return Math.max(
    0,
    bins.findLastIndex(({ from }) => from <= day),
  );
}

/** Days that are written under the axis, with the unit they are written in. */
export function ticksOf(/** @type {Calendar} */ { bins, across }) {
  const regular = bins.filter(({ aside }) => !aside);
  if (!regular.length) return { unit: /** @type {const} */ ("day"), days: [] };
  const [from, to] = [regular[0].from, regular[regular.length - 1].to];
  const long = to - from;
  const unit = /** @type {"day" | "month" | "year"} */ (long > 900 ? "year" : long > 60 ? "month" : "day");
  const days = [];
  for (let day = from; day <= to; day += 1) {
    const iso = isoDay(day);
    const begins = unit === "day" ? (day - from) % 7 === 0 : iso.endsWith(unit === "year" ? "-01-01" : "-01");
    if (begins && across(day) > 20 && across(day) < WIDTH - 30) days.push(day);
  }
  const every = Math.ceil(days.length / 9);
  return { unit, days: days.filter((_, place) => place % every === 0) };
}

function bin(from, to, /** @type {Bin["aside"]} */ aside = "") {
  return { from, to, aside };
}

/** Where the axis proper begins and ends. */
function cut(sorted) {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const few = Math.floor(sorted.length * FEW_DAYS);
  let [from, to] = [first, last];
  // The fewest that free most of the axis: one by one from either end, as long as each is worth it.
  for (let aside = 1; aside <= few; aside += 1) {
    if (last - sorted[aside] <= WORTH * (last - from)) from = sorted[aside];
  }
  for (let aside = 1; aside <= few; aside += 1) {
    if (sorted[sorted.length - 1 - aside] - from <= WORTH * (to - from))
      to = sorted[sorted.length - 1 - aside];
  }
  return { first, last, from, to };
}

function unitOf(from, to) {
  for (const unit of /** @type {const} */ (["day", "week", "month", "quarter"])) {
    const starts = startsOf(unit, from, to);
    if (starts.length <= MOST_BINS) return { unit, starts };
  }
  return { unit: /** @type {const} */ ("year"), starts: startsOf("year", from, to) };
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
  for (let day = firstOf(year, month); day <= last; day = firstOf(year, month)) {
    starts.push(day);
    month += months;
    if (month > 12) [year, month] = [year + 1, month - 12];
  }
  return starts;
}

function firstOf(year, month) {
  return dayNumber(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`) ?? Infinity;
}

/** Stretches of days, and where each lies on the axis. */
function piecesOf({ first, last, from, to }) {
  const [before, after] = [first < from, to < last];
  const left = before ? ASIDE_WIDTH + GAP : 0;
  const right = after ? WIDTH - ASIDE_WIDTH - GAP : WIDTH;
  return [
    ...(before ? [{ from: first, to: from, left: 0, right: ASIDE_WIDTH }] : []),
    { from, to: to + 1, left, right },
    ...(after ? [{ from: to + 1, to: last + 1, left: WIDTH - ASIDE_WIDTH, right: WIDTH }] : []),
  ];
}

function acrossOf(pieces, day, time) {
  const piece = pieces.findLast(({ from }) => from <= day) ?? pieces[0];
  const share = Math.min(1, Math.max(0, (time - piece.from) / (piece.to - piece.from)));
  return piece.left + share * (piece.right - piece.left);
}

function dayOf(pieces, x) {
  const piece = pieces.findLast(({ left }) => left <= x) ?? pieces[0];
  const share = Math.min(1, Math.max(0, (x - piece.left) / (piece.right - piece.left)));
  return Math.floor(piece.from + share * (piece.to - piece.from) + 1e-6);
}
