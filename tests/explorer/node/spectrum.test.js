import assert from "node:assert/strict";
import test from "node:test";

import { module } from "./without_browser.js";

const { REACH, lineUp, meansOn } = await module("spectrum");

const issue = { index: 0 };
const said = (from, sign, confidence, to = issue) => ({ from, to, sign, confidence });
const box = { left: -30, right: 30, top: -12, bottom: 30 };

test("where somebody stands is the mean of sign times confidence, on that issue alone", () => {
  const [oslo, cork] = [{ index: 1 }, { index: 2 }];
  const means = meansOn(
    [said(oslo, 1, 0.9), said(oslo, -1, 0.5), said(oslo, -1, 1, { index: 9 }), said(cork, 0, 0.7)],
    issue,
  );
  assert.ok(Math.abs(means.get(oslo) - 0.2) < 1e-9);
  assert.equal(means.get(cork), 0);
  assert.equal(means.size, 2);
});

test("nobody stands on anybody, and everybody at the right place from left to right", () => {
  const crowd = Array.from({ length: 30 }, (_, index) => [{ index }, Math.round(index / 6) / 5]);
  const places = lineUp(crowd, () => box);
  for (const [node, mean] of crowd) assert.equal(places.get(node).x, mean * REACH);
  for (const [one] of crowd) {
    for (const [other] of crowd) {
      const [a, b] = [places.get(one), places.get(other)];
      const apart = Math.abs(a.x - b.x) >= 60 || Math.abs(a.y - b.y) >= 42;
      assert.ok(one === other || apart);
    }
  }
});

test("two hundred on one spot spread to the sides before they leave the screen", () => {
  const crowd = Array.from({ length: 200 }, (_, index) => [{ index }, 1]);
  const small = { left: -12, right: 12, top: -12, bottom: 12 };
  const downs = [...lineUp(crowd, () => small).values()].map(({ y }) => Math.abs(y));
  assert.ok(Math.max(...downs) < 900);
});
