// What of the neighbourhood is shown: by status, action, who says so, publisher and time.

import { at, bdi, make } from "./dom.js";
import { sample, statusWords } from "./look.js";
import { change, filtered, state } from "./state.js";
import { day, name, number, t } from "./words.js";

const FEW = 7;
const LISTS = ["status", "action", "says", "medium"];
const NONE = { action: [], status: [], says: [], medium: [], from: "", to: "", edge: "" };
const panel = at("filters");
const whole = new Set();

export function draw(found) {
  const focused = document.activeElement?.id;
  const clear = make("button", { type: "button", className: "plain", onclick: () => change(NONE) }, t("filter.clear"));
  clear.hidden = !filtered();
  const folded = matchMedia("(max-width: 1000px)").matches;
  const open = panel.querySelector("details")?.open ?? !folded;
  panel.replaceChildren(
    make(
      "details",
      { open },
      make("summary", {}, make("h2", {}, t("filters"))),
      clear,
      times(),
      ...LISTS.map(kind => choices(kind, found)).filter(Boolean),
    ),
  );
  if (focused && panel.querySelector(`#${CSS.escape(focused)}`)) at(focused).focus();
}

function choices(kind, found) {
  const all = found.choices[kind];
  if (!all.length) return null;
  // What is chosen stays in sight even when it is rare.
  const sorted = [...all].sort((a, b) => state[kind].includes(b.value) - state[kind].includes(a.value));
  const shown = whole.has(kind) ? sorted : sorted.slice(0, Math.max(FEW, state[kind].length));
  const list = make("ul", { className: shown.length > 12 ? "long" : "" }, ...shown.map(choice => row(kind, choice)));
  return make(
    "fieldset",
    {},
    make("legend", {}, t(`filter.${kind}`)),
    list,
    all.length <= FEW
      ? null
      : make(
          "button",
          {
            type: "button",
            className: "plain",
            id: `all-${kind}`,
            "aria-expanded": String(whole.has(kind)),
            onclick: () => {
              if (!whole.delete(kind)) whole.add(kind);
              draw(found);
            },
          },
          whole.has(kind) ? t("filter.fewer") : t("filter.more", { n: all.length }),
        ),
  );
}

function row(kind, choice) {
  const box = make("input", {
    type: "checkbox",
    id: `${kind}-${choice.value}`,
    checked: state[kind].includes(choice.value),
  });
  box.onchange = () =>
    change({
      edge: "",
      [kind]: box.checked ? [...state[kind], choice.value] : state[kind].filter(value => value !== choice.value),
    });
  return make(
    "li",
    {},
    make(
      "label",
      {},
      box,
      drawn(kind, choice),
      bdi(words(kind, choice)),
      make("span", { className: "times" }, number(choice.events)),
    ),
  );
}

function drawn(kind, choice) {
  if (kind === "action") return sample(choice.quad);
  return kind === "status" ? sample("other", choice.value) : null;
}

function words(kind, choice) {
  if (kind === "status") return statusWords(choice.value);
  if (kind === "medium") return choice.value;
  return choice.value === "itself" ? t("says.itself") : name(choice);
}

function times() {
  const one = side => {
    const input = make("input", { type: "date", id: `time-${side}`, value: state[side] });
    input.onchange = () => change({ [side]: input.value, edge: "" });
    return make(
      "div",
      { className: "side" },
      make("label", { htmlFor: `time-${side}` }, t(`filter.${side}`)),
      input,
      state[side] && document.documentElement.lang === "fa"
        ? make("span", { className: "calendar" }, day(state[side]))
        : null,
    );
  };
  return make("fieldset", {}, make("legend", {}, t("filter.time")), one("from"), one("to"));
}
