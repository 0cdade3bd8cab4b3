// The query box: YASQE with the ready-made queries, and the answer as a table.

import { at, bdi, make, say } from "./dom.js";
import { answerTable } from "./answer.js";
import { keep } from "./save.js";
import { name, language, t } from "./words.js";

const EDITOR = "static/vendor/yasqe-4.2.28.min";
const JSON_OR_TURTLE = "application/sparql-results+json, text/turtle;q=0.9";
let editor = null,
  listed = [],
  given = {},
  centre = () => null,
  begun = null;

/** Draw the box the first time it is looked at; `actor` says whom the page shows. */
export function show(actor) {
  centre = actor;
  begun ??= begin();
  return begun;
}

async function begin() {
  try {
    const [answer] = await Promise.all([fetch("queries"), load()]);
    listed = await answer.json();
    draw();
  } catch (error) {
    say(error.message ?? t("failed"));
    begun = null;
  }
}

/** In the other language now. */
export function translate() {
  if (!listed.length || !editor) return;
  const before = editor.getValue();
  draw(Object.values(query().text).some(text => filled(text) === before) ? undefined : before);
}

function load() {
  document.head.append(make("link", { rel: "stylesheet", href: `${EDITOR}.css` }));
  return new Promise((loaded, failed) => {
    document.head.append(
      make("script", { src: `${EDITOR}.js`, onload: loaded, onerror: () => failed(new Error(t("failed"))) }),
    );
  });
}

function draw(text) {
  const chosen =
    at("named")?.selectedIndex ??
    Math.max(
      listed.findIndex(query => query.name === "what-does"),
      0,
    );
  const named = make(
    "select",
    {
      id: "named",
      onchange: () => {
        given = {};
        values();
        fill();
      },
    },
    ...listed.map(query => make("option", { value: query.name }, query[language])),
  );
  const holder = make("div", { id: "editor", dir: "ltr" });
  at("query").replaceChildren(
    make("p", {}, make("label", { htmlFor: "named" }, t("ask.named")), " ", named),
    make("div", { id: "values", className: "values", role: "group", "aria-label": t("ask.values") }),
    holder,
    make(
      "p",
      { className: "run" },
      make("button", { type: "button", id: "run", onclick: run }, t("ask.run")),
      " ",
      make("span", { className: "hint" }, t("ask.keys")),
    ),
    make("div", { id: "answer" }),
  );
  named.selectedIndex = chosen;
  editor = edit(holder);
  values();
  if (text === undefined) fill();
  else editor.setValue(text);
}

function edit(holder) {
  const made = new window.Yasqe(holder, {
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    autocompleters: ["variables", "prefixes"],
    value: "",
    // Its own list stands on another server.
    prefixCcApi: "static/prefixes.json",
    editorHeight: "21rem",
    requestConfig: { endpoint: "sparql" },
  });
  // A joiner inside a Persian word is a letter there, not a slip to be shown as a red dot.
  made.setOption(
    "specialChars",
    /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\ufeff\ufff9-\ufffc]/,
  );
  made.getInputField().setAttribute("aria-label", t("ask.text"));
  const scrolled = holder.querySelector(".CodeMirror-scroll");
  scrolled.tabIndex = 0;
  scrolled.setAttribute("role", "group");
  scrolled.setAttribute("aria-label", t("ask.text"));
  // CodeMirror would keep Tab for itself, and nobody could leave it by the keyboard.
  made.addKeyMap({ Tab: false, "Shift-Tab": false, "Ctrl-Enter": run, "Cmd-Enter": run });
  return made;
}

const query = () => listed[at("named").selectedIndex];

/** One input for each parameter of the query. */
function values() {
  at("values").replaceChildren(
    ...query().parameters.map(parameter => {
      given[parameter.name] ??= parameter.default ?? (centre() ? name(centre()) : "");
      const input = make("input", {
        id: `value-${parameter.name}`,
        dir: "auto",
        value: given[parameter.name],
        inputMode: parameter.numeric ? "numeric" : "text",
      });
      input.oninput = () => {
        given[parameter.name] = input.value;
        fill();
      };
      return make("span", {}, make("label", { htmlFor: input.id, lang: "en" }, parameter.name), " ", input);
    }),
  );
}

function fill() {
  editor.setValue(filled(query().text[language]));
  editor.collapsePrefixes(true);
}

/** The text of the chosen query with the values that were given. */
function filled(text) {
  const parameters = new Map(query().parameters.map(parameter => [parameter.name, parameter]));
  return text.replace(/\$(\w+)/g, (all, name) => {
    if (!parameters.has(name)) return all;
    const value = given[name];
    return parameters.get(name).numeric
      ? /^\d+$/.test(value)
        ? value
        : parameters.get(name).default
      : quoted(value);
  });
}

// A SPARQL string escapes the quote, the backslash and the ends of lines as JSON does.
const quoted = value => JSON.stringify(value);

async function run() {
  say(t("wait"));
  at("answer").replaceChildren();
  try {
    const answer = await fetch("sparql", {
      method: "POST",
      body: editor.getValue(),
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: JSON_OR_TURTLE,
      },
    });
    if (!answer.ok) throw new Error(await answer.text());
    const json = answer.headers.get("Content-Type").includes("json");
    told(json ? await answer.json() : await answer.text());
  } catch (error) {
    say(error instanceof TypeError ? t("failed") : error.message);
  }
}

function told(answer) {
  if (typeof answer === "string") {
    say("");
    at("answer").replaceChildren(make("pre", { tabIndex: 0, dir: "ltr" }, bdi(answer)));
  } else if ("boolean" in answer) {
    say("");
    at("answer").replaceChildren(make("p", {}, t(answer.boolean ? "ask.yes" : "ask.no")));
  } else {
    const rows = t("ask.rows", { n: answer.results.bindings.length });
    say(rows, true);
    at("answer").replaceChildren(
      make(
        "p",
        { className: "told" },
        make("span", {}, rows),
        make("button", { type: "button", onclick: () => csv(answer) }, t("ask.save")),
      ),
      ...answerTable(answer),
    );
  }
}

function csv({ head, results }) {
  const cell = value => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const rows = [head.vars, ...results.bindings.map(row => head.vars.map(one => row[one]?.value ?? ""))];
  // Spreadsheets take a file for UTF-8 only when it begins with this mark.
  keep(
    new Blob([`\ufeff${rows.map(row => row.map(cell).join(",")).join("\r\n")}\r\n`], { type: "text/csv" }),
    "answer.csv",
  );
}
