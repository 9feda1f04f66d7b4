// `window.kgView`: what is on the page and where, for tests and for those who look under the hood.

import { fragment } from "./address.js";
import { nodeById } from "./data.js";
import { state } from "./state.js";

/** Put the handle on the window, and say that the page is ready. */
export function openHandle(
  /** @type {() => import("./view.js").View} */ view,
  /** @type {() => import("./stage.js").Stage[]} */ stages,
) {
  const handle = {
    state: () => summary(view(), stages()),
    nodePoint: (id, stage = 0) => {
      const node = nodeById.get(id);
      return node && stages()[stage].nodePoint(node);
    },
    linkPoint: (from, to, sign) => {
      const link = view().drawn.find(
        (one) => one.from.id === from && one.to.id === to && (sign ?? one.sign) === one.sign,
      );
      return link && stages()[0].linePoint(link.key);
    },
  };
  Object.defineProperty(window, "kgView", { value: Object.freeze(handle) });
  document.documentElement.dataset.ready = "1";
}

function summary(view, stages) {
  return {
    statements: view.statements.length,
    nodes: view.nodes.size,
    links: view.links.length,
    drawnNodes: view.drawnNodes.size,
    drawnLinks: view.drawn.length,
    painted: stages[0].painted,
    stages: stages.map(({ viewpoint, painted }) => ({ ...rounded(viewpoint), painted })),
    axis: state.layout === "spectrum" ? (view.axis?.id ?? null) : null,
    means: [...view.means].map(([node, mean]) => [node.id, mean]),
    step: state.step,
    selection: selected(state.selection),
    layout: state.layout,
    fragment: fragment(state),
  };
}

/** Without the dust of floating point, which depends on where the reader came from. */
function rounded({ scale, position: { x, y } }) {
  const [short, across, down] = [scale, x, y].map((value) => Number(value.toFixed(6)));
  return { scale: short, position: { x: across, y: down } };
}

function selected(selection) {
  if (!selection) return null;
  if (selection.kind === "document") return `d:${selection.source.id}`;
  return selection.kind === "node" ? selection.node.id : [selection.from.id, selection.to.id];
}
