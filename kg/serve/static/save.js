// Keeping what is shown: three formats come from the server, the picture from the canvas.

import { at, make, say } from "./dom.js";
import { picture } from "./graph.js";
import { asked } from "./state.js";
import { language, t } from "./words.js";

const FORMS = { graphml: "GraphML", gexf: "GEXF", csv: "CSV" };

export function draw() {
  const links = Object.entries(FORMS).map(([form, words]) =>
    make("a", { href: `api/export.${form}?${asked({ lang: language })}`, download: `graph.${form}` }, words),
  );
  const png = make("button", { type: "button", className: "plain", onclick: savePicture }, "PNG");
  at("save").replaceChildren(make("span", { id: "save-label" }, t("save")), ...links, png);
}

async function savePicture() {
  try {
    keep(await picture(), "graph.png");
  } catch (error) {
    say(error.message);
  }
}

/** Hand a blob to the reader as a file. */
export function keep(blob, filename) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: filename });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
