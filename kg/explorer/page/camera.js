// From where, and how near, to look at the picture. vis-network's own fit knows of no names and no buttons.

const NEAREST = 1.35;
const FURTHEST = 0.05;

/**
 * @typedef {{ left: number, top: number, right: number, bottom: number }} Box
 */

/**
 * The middle and the scale at which boxes fill a frame, edges left free.
 *
 * @param {Box[]} boxes
 * @param {{ width: number, height: number }} frame
 * @param {Box} edges
 */
export function viewpoint(boxes, frame, edges) {
  const all = boxes.reduce(around, { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity });
  const width = Math.max(40, frame.width - edges.left - edges.right);
  const height = Math.max(40, frame.height - edges.top - edges.bottom);
  const wanted = Math.min(width / (all.right - all.left), height / (all.bottom - all.top));
  const scale = Math.min(NEAREST, Math.max(FURTHEST, wanted));
  const x = (all.left + all.right) / 2 - (edges.left - edges.right) / 2 / scale;
  const y = (all.top + all.bottom) / 2 - (edges.top - edges.bottom) / 2 / scale;
  return { scale, position: { x, y } };
}

/** The smallest box around two. @returns {Box} */
export function around(/** @type {Box} */ one, /** @type {Box} */ other) {
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
  };
}
