import assert from "node:assert/strict";
import test from "node:test";

import { module } from "./without_browser.js";

const { WIDTH, binOf, calendarOf, ticksOf } = await module("calendar");
const { dayNumber, isoDay } = await module("words");

const day = (iso) => dayNumber(iso);
const days = (...isos) => isos.map(day);

test("a week is shown by days, a year by weeks, a decade by quarters", () => {
  const unit = (from, to) => calendarOf(days(from, to)).unit;
  assert.equal(unit("2023-05-01", "2023-05-07"), "day");
  assert.equal(unit("2023-01-01", "2023-12-31"), "week");
  assert.equal(unit("2014-01-01", "2023-12-31"), "quarter");
  assert.equal(unit("1946-01-01", "2020-12-31"), "year");
});

test("bars begin with the month, and cover every day once", () => {
  const { bins } = calendarOf(days("2021-02-11", "2023-08-05"));
  assert.deepEqual([bins[0].from, bins.at(-1).to].map(isoDay), ["2021-02-11", "2023-08-05"]);
  for (const [place, bin] of bins.entries()) {
    if (place) assert.equal(bin.from, bins[place - 1].to + 1);
    if (place) assert.ok(isoDay(bin.from).endsWith("-01"));
  }
});

test("one old date does not squeeze all others into a corner", () => {
  const crowd = Array.from({ length: 99 }, (_, number) => day("2023-01-01") + 3 * number);
  const { bins, unit, across } = calendarOf([day("1987-06-01"), ...crowd]);
  assert.equal(unit, "week");
  assert.equal(bins[0].aside, "earlier");
  assert.ok(across(crowd[0]) < 0.05 * WIDTH);
  assert.equal(bins.filter(({ aside }) => aside).length, 1);
});

test("many old dates are a part of the picture", () => {
  const crowd = Array.from({ length: 40 }, (_, number) => day("2023-01-01") + 3 * number);
  const old = Array.from({ length: 10 }, (_, number) => day("1987-01-01") + number);
  assert.equal(calendarOf([...old, ...crowd]).bins[0].aside, "");
});

test("a day and its place on the axis lead to each other, across gaps too", () => {
  const crowd = Array.from({ length: 100 }, (_, number) => day("2023-01-01") + number);
  const { across, dayAt, behind } = calendarOf([day("1987-06-01"), ...crowd, day("2050-01-01")]);
  for (const one of crowd) assert.equal(dayAt(across(one) + 1e-3), one);
  assert.equal(across(day("1987-06-01")), 0);
  assert.equal(behind(day("2050-01-01")), WIDTH);
});

test("a day belongs to the bar that it lies in", () => {
  const calendar = calendarOf(days("2021-02-11", "2023-08-05"));
  assert.equal(isoDay(calendar.bins[binOf(calendar, day("2022-03-17"))].from), "2022-03-01");
  assert.equal(binOf(calendar, day("1900-01-01")), 0);
});

test("not more than a few days are written under the axis", () => {
  for (const [from, to] of [
    ["2023-05-01", "2023-06-20"],
    ["2023-01-01", "2023-12-31"],
    ["1946-01-01", "2020-12-31"],
  ])
    assert.ok(ticksOf(calendarOf(days(from, to))).days.length <= 9);
});

test("no date at all is no error", () => {
  assert.deepEqual(calendarOf([]).bins, []);
  assert.deepEqual(ticksOf(calendarOf([])).days, []);
});
