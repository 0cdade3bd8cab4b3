// How many events began when, by kind of action; a bar chosen becomes the days asked for.

import { at, bdi, make, rove } from "./dom.js";
import { QUADS } from "./look.js";
import { change, state } from "./state.js";
import { day, language, t } from "./words.js";

const DAY = 86_400_000,
  TICKS = 6;
const UNITS = [
  ["day", 45],
  ["month", 1_900],
  ["year", Infinity],
];
const SHAPES = {
  day: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};
const SHORT = {
  day: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  year: { year: "numeric" },
};

export function draw(found) {
  const bins = binned(found.days);
  const title = make("h2", {}, t("timeline"));
  if (!bins.length) {
    at("timeline").replaceChildren(title, make("p", { className: "hint" }, t("timeline.none")));
    return;
  }
  const most = Math.max(...bins.map(bin => bin.events));
  const first = Math.max(
    bins.findIndex(bin => bin.events && chosen(bin)),
    bins.findIndex(bin => bin.events),
    0,
  );
  const every = Math.ceil(bins.length / TICKS);
  const list = make(
    "ol",
    { className: "bars" },
    ...bins.map((bin, index) =>
      make(
        "li",
        {},
        bin.events ? bar(bin, most, index === first) : null,
        index % every === 0
          ? make("span", { className: "tick", "aria-hidden": "true" }, bdi(day(bin.first, SHORT[bin.unit])))
          : null,
      ),
    ),
  );
  list.addEventListener("keydown", event => rove([...list.querySelectorAll("button")], event));
  at("timeline").replaceChildren(title, list);
}

function bar(bin, most, stop) {
  const when = day(bin.first, SHAPES[bin.unit]);
  const words = t("timeline.bar", { when, n: bin.events });
  const parts = Object.keys(QUADS)
    .filter(quad => bin.quads[quad])
    .map(quad => {
      const part = make("span", {});
      part.style.height = `${(100 * bin.quads[quad]) / most}%`;
      part.style.backgroundColor = QUADS[quad];
      return part;
    });
  return make(
    "button",
    {
      type: "button",
      "aria-label": words,
      title: words,
      tabIndex: stop ? 0 : -1,
      "aria-pressed": String(chosen(bin)),
      onclick: () => choose(bin),
    },
    ...parts,
  );
}

const chosen = bin => state.from === bin.first && state.to === bin.last;

function choose(bin) {
  change(chosen(bin) ? { from: "", to: "", edge: "" } : { from: bin.first, to: bin.last, edge: "" });
  at("timeline").querySelector("[aria-pressed=true]")?.focus();
}

/** Days, months or years, whichever are few enough; of the calendar of the page's language. */
function binned(days) {
  const known = Object.keys(days).filter(iso => !Number.isNaN(Date.parse(iso)));
  if (!known.length) return [];
  const times = known.map(iso => Date.parse(iso));
  const start = Math.min(...times),
    end = Math.max(...times);
  const [unit] = UNITS.find(([, most]) => (end - start) / DAY <= most);
  const keyOf = keys(unit);
  const bins = new Map();
  for (const time of ends(start, end, keyOf)) {
    const key = keyOf(time),
      iso = new Date(time).toISOString().slice(0, 10);
    const bin = bins.get(key) ?? { unit, first: iso, last: iso, quads: {}, events: 0 };
    bin.last = iso;
    bins.set(key, bin);
  }
  for (const iso of known) {
    const bin = bins.get(keyOf(Date.parse(iso)));
    for (const [quad, events] of Object.entries(days[iso])) {
      bin.quads[quad] = (bin.quads[quad] ?? 0) + events;
      bin.events += events;
    }
  }
  return [...bins.values()];
}

/** Every day from the beginning of the first unit to the end of the last. */
function* ends(start, end, keyOf) {
  while (keyOf(start - DAY) === keyOf(start)) start -= DAY;
  while (keyOf(end + DAY) === keyOf(end)) end += DAY;
  for (let time = start; time <= end; time += DAY) yield time;
}

function keys(unit) {
  if (unit === "day") return time => time;
  const parts = new Intl.DateTimeFormat(`en-u-ca-${language === "fa" ? "persian" : "gregory"}-nu-latn`, {
    year: "numeric",
    ...(unit === "month" && { month: "numeric" }),
    timeZone: "UTC",
  });
  const known = new Map();
  return time => {
    if (!known.has(time)) known.set(time, parts.format(time));
    return known.get(time);
  };
}
