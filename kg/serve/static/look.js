// How things look, in one place for the graph, the timeline, the table and the legend.

import { t } from "./words.js";

// Okabe and Ito's palette, as `kg draw` has it; they are told apart by colour-blind readers.
export const QUADS = {
  "verbal cooperation": "#0072b2",
  "material cooperation": "#009e73",
  "verbal conflict": "#e69f00",
  "material conflict": "#d55e00",
  other: "#7a828c",
};
export const LINES = { actual: "solid", future: "dashed", unreal: "dotted", denied: "solid" };
export const HEADS = { actual: "triangle", future: "triangle", unreal: "triangle", denied: "tee" };
export const SHAPES = {
  country: "ellipse",
  organisation: "round-rectangle",
  institution: "round-rectangle",
  person: "round-diamond",
  group: "round-hexagon",
  medium: "round-tag",
  place: "round-triangle",
};
export const DENIED = "✕";

export const widthOf = events => Math.min(1.4 + 0.9 * Math.sqrt(events), 9);
export const sizeOf = events => Math.min(16 + 4.5 * Math.sqrt(events), 52);

const SVG = "http://www.w3.org/2000/svg";

/** A short arrow as the graph draws it: colour, line, head. */
export function sample(quad, status = "actual", asserted = true) {
  const drawn = svg("svg", { viewBox: "0 0 34 12", width: 34, height: 12, class: "sample", "aria-hidden": "true" });
  const color = QUADS[quad] ?? QUADS.other;
  const dash = { dashed: "6 3", dotted: "2 3" }[LINES[status]];
  drawn.append(
    svg("line", {
      x1: 1,
      y1: 6,
      x2: 25,
      y2: 6,
      stroke: color,
      "stroke-width": 2.4,
      ...(dash && { "stroke-dasharray": dash }),
    }),
  );
  drawn.append(
    HEADS[status] === "tee"
      ? svg("line", { x1: 27, y1: 1, x2: 27, y2: 11, stroke: color, "stroke-width": 2.6 })
      : svg("path", {
          d: "M24 1.6 L32.5 6 L24 10.4 Z",
          fill: asserted ? color : "#fff",
          stroke: color,
          "stroke-width": 1.4,
        }),
  );
  return drawn;
}

function svg(tag, given) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
  return made;
}

export const statusWords = status => t(`status.${status}`);
export const quadWords = quad => t(`quad.${quad}`);
