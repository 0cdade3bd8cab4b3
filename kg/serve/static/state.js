// What is looked at: kept in the address, so that it can be sent, kept and gone back to.

const BASE = "https://w3id.org/kg-fa/";
const LISTS = ["entity", "action", "status", "says", "medium"];
const SINGLE = ["from", "to", "edge", "view", "limit"];
export const STEP = matchMedia("(max-width: 700px)").matches ? 16 : 30;
export const MOST = 500;

export const state = {};
const listeners = [];

/** Call it with the names of what has changed. */
export const onChange = listener => listeners.push(listener);

export function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of LISTS) state[name] = given.getAll(name).map(long);
  for (const name of SINGLE) state[name] = given.get(name) ?? "";
  state.view ||= "graph";
  state.limit = Math.min(Number.parseInt(state.limit, 10) || STEP, MOST);
}

/** Change some of it; everybody who listens is told. */
export function change(part, replace = false) {
  const changed = Object.keys(part).filter(name => String(part[name]) !== String(state[name]));
  if (!changed.length) return;
  Object.assign(state, part);
  history[replace ? "replaceState" : "pushState"](null, "", `#${address()}`);
  for (const listener of listeners) listener(changed);
}

export function back() {
  const before = { ...state };
  read();
  const changed = Object.keys(state).filter(name => String(before[name]) !== String(state[name]));
  for (const listener of listeners) listener(changed);
}

/** Look at these actors and nothing else: what was filtered for others does not fit them. */
export const look = entity =>
  change({
    entity,
    action: [],
    status: [],
    says: [],
    medium: [],
    from: "",
    to: "",
    edge: "",
    limit: STEP,
    view: state.view === "query" ? "graph" : state.view,
  });

export const filtered = () =>
  ["action", "status", "says", "medium"].some(name => state[name].length) || Boolean(state.from || state.to);

/** The parameters by which the server is asked for it. */
export function asked(more = {}) {
  const given = new URLSearchParams();
  for (const name of LISTS) for (const value of state[name]) given.append(name, value);
  for (const name of ["from", "to", "limit"]) if (state[name]) given.set(name, state[name]);
  for (const [name, value] of Object.entries(more)) given.set(name, value);
  return given;
}

function address() {
  const given = new URLSearchParams();
  for (const name of LISTS) for (const value of state[name]) given.append(name, short(value));
  for (const name of ["from", "to", "edge"]) if (state[name]) given.set(name, state[name]);
  if (state.view !== "graph") given.set("view", state.view);
  if (state.limit !== STEP) given.set("limit", state.limit);
  return given;
}

const short = value => (value.startsWith(BASE) ? `~${value.slice(BASE.length)}` : value);
const long = value => (value.startsWith("~") ? BASE + value.slice(1) : value);
