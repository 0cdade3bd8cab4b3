// The answer to a query: a page of rows at a time, sorted by any column, each cell in its own direction.

import { bdi, make } from "./dom.js";
import { look } from "./state.js";
import { language, t } from "./words.js";

const PAGE = 100;
const ENTITY = "https://w3id.org/kg-fa/ent/";
const SHORT = {
  "https://w3id.org/kg-fa/v#": "kg:",
  [ENTITY]: "ent:",
  "https://w3id.org/kg-fa/act/": "act:",
  "https://w3id.org/kg-fa/st/": "st:",
};

/** The table of a SELECT, with what turns its pages. */
export function answerTable({ head, results }) {
  let rows = results.bindings,
    from = 0,
    sorted = { column: null, down: false };
  const holder = make("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": t("ask.answer") });
  const turns = make("p", { className: "turns" });

  function draw() {
    const shown = rows.slice(from, from + PAGE);
    holder.replaceChildren(
      make(
        "table",
        {},
        make("thead", {}, make("tr", {}, ...head.vars.map(header))),
        make("tbody", {}, ...shown.map(row => make("tr", {}, ...head.vars.map(one => make("td", {}, cell(row[one])))))),
      ),
    );
    turns.hidden = rows.length <= PAGE;
    turns.replaceChildren(
      turn("ask.before", from - PAGE),
      " ",
      t("ask.page", { from: from + 1, to: Math.min(from + PAGE, rows.length) }),
      " ",
      turn("ask.after", from + PAGE),
    );
  }

  function turn(words, to) {
    return make(
      "button",
      {
        type: "button",
        disabled: to < 0 || to >= rows.length,
        onclick: () => {
          from = to;
          draw();
        },
      },
      t(words),
    );
  }

  function header(column) {
    const here = sorted.column === column;
    return make(
      "th",
      { scope: "col", "aria-sort": here ? (sorted.down ? "descending" : "ascending") : null },
      make(
        "button",
        {
          type: "button",
          className: "plain",
          onclick: () => {
            sorted = { column, down: here && !sorted.down };
            rows = [...rows].sort((a, b) => (sorted.down ? -1 : 1) * compared(a[column], b[column]));
            from = 0;
            draw();
          },
        },
        bdi(column),
        make("span", { "aria-hidden": "true" }, here ? (sorted.down ? " ▾" : " ▴") : ""),
      ),
    );
  }

  draw();
  return [holder, turns];
}

function compared(a, b) {
  const [x, y] = [a?.value ?? "", b?.value ?? ""];
  const numbers = x !== "" && y !== "" && !Number.isNaN(Number(x)) && !Number.isNaN(Number(y));
  return numbers ? x - y : x.localeCompare(y, language);
}

function cell(term) {
  if (!term) return "";
  const written = bdi(shortened(term), term["xml:lang"] ? { lang: term["xml:lang"] } : {});
  if (term.type !== "uri" || !term.value.startsWith(ENTITY)) return written;
  return make(
    "button",
    { type: "button", className: "plain", title: term.value, onclick: () => look([term.value]) },
    written,
  );
}

function shortened(term) {
  if (term.type !== "uri") return typeof term.value === "string" ? term.value : JSON.stringify(term.value);
  const base = Object.keys(SHORT).find(one => term.value.startsWith(one));
  return base ? SHORT[base] + term.value.slice(base.length) : term.value;
}
