// Where actors stand: around one centre on an ellipse, or around several, what they share between them.

const STEPS = 360;
// A name is wide and low: two side by side need more room than two above each other.
const ROOM = { wide: 84, high: 46 };
const TOP = -Math.PI / 2,
  ROUND = 2 * Math.PI;

/** The place of every node; `narrow` when names have no room beside the ellipse. */
export function places(nodes, edges, centres, width, height, narrow) {
  const around = neighbours(nodes, edges, centres);
  return centres.length > 1 ? several(around, centres, width, height) : one(around, centres[0], width, height, narrow);
}

/** Each node but the centres, with its arrows and the centres at their other ends; sorted by kind of action. */
function neighbours(nodes, edges, centres) {
  const found = nodes
    .filter(node => !centres.includes(node))
    .map(node => {
      const own = edges.filter(edge => edge.actor === node || edge.target === node);
      return {
        node,
        arrows: own.length,
        kind: own[0]?.quad ?? "",
        of: centres.filter(centre => own.some(edge => edge.actor === centre || edge.target === centre)),
      };
    });
  return found.sort((a, b) => a.kind.localeCompare(b.kind) || b.arrows - a.arrows);
}

function one(around, centre, width, height, narrow) {
  const arc = { wide: narrow ? width / 2 - 46 : width / 2 - 132, high: height / 2 - 46, from: TOP, to: TOP + ROUND };
  return { [centre]: { x: 0, y: 0 }, ...spread(around, enlarged(arc, around)) };
}

/** Centres on an ellipse of their own, their own neighbours in a fan outside each, shared ones in the middle. */
function several(around, centres, width, height) {
  const fans = centres.map(centre => around.filter(one => one.of.length === 1 && one.of[0] === centre));
  const most = Math.max(...fans.map(fan => fan.length), 1);
  const grown = Math.min(Math.max(Math.sqrt(most / 7), 1), 5);
  const wide = Math.max(width, 640) * grown,
    high = height * grown;
  const found = {};
  const start = centres.length === 2 ? Math.PI : TOP;
  centres.forEach((centre, index) => {
    const angle = start + (ROUND * index) / centres.length;
    const middle = { x: 0.23 * wide * Math.cos(angle), y: 0.23 * high * Math.sin(angle) };
    const half = Math.min(Math.PI / centres.length + 0.45, 1.75);
    const arc = {
      wide: wide * 0.27 - 50,
      high: high * (centres.length === 2 ? 0.5 : 0.27) - 46,
      from: angle - half,
      to: angle + half,
    };
    const own = spread(fans[index], arc);
    found[centre] = middle;
    for (const [node, place] of Object.entries(own)) found[node] = { x: middle.x + place.x, y: middle.y + place.y };
  });
  return Object.assign(
    found,
    shared(
      around.filter(one => one.of.length !== 1),
      high,
    ),
  );
}

/** One above the other, or two beside each other when they are many. */
function shared(around, high) {
  const columns = Math.ceil((around.length * 44) / (high - 60)) || 1,
    rows = Math.ceil(around.length / columns);
  return Object.fromEntries(
    around.map(({ node }, index) => [
      node,
      {
        x: (Math.floor(index / rows) - (columns - 1) / 2) * 110,
        y: ((index % rows) - (rows - 1) / 2) * Math.min((high - 60) / rows, 90),
      },
    ]),
  );
}

/** Places along an arc: an actor of more arrows gets more room, every second one of a crowd stands nearer. */
function spread(around, arc) {
  const along = lengths(arc),
    whole = along[STEPS];
  const crowded = around.length > whole * 1.2;
  const all = shares(around);
  let passed = 0;
  return Object.fromEntries(
    around.map((one, index) => {
      const length = (whole * (passed + share(one) / 2)) / all;
      passed += share(one);
      const angle = angleAt(
          arc,
          along.findIndex(reached => reached >= length),
        ),
        far = crowded && index % 2 ? 0.7 : 1;
      return [one.node, { x: arc.wide * far * Math.cos(angle), y: arc.high * far * Math.sin(angle) }];
    }),
  );
}

/** The arc made longer when more stand on it than its length has room for. */
function enlarged(arc, around) {
  const grown = Math.min(Math.max(shares(around) / lengths(arc)[STEPS] / 1.6, 1), 5);
  return { ...arc, wide: arc.wide * grown, high: arc.high * grown };
}

const share = one => 1 + 0.7 * (one.arrows - 1);
const shares = around => around.reduce((sum, one) => sum + share(one), 0);
const angleAt = (arc, step) => arc.from + ((arc.to - arc.from) * step) / STEPS;

/** How many names fit between the beginning of the arc and each step along it. */
function lengths(arc) {
  const found = [0];
  for (let step = 1; step <= STEPS; step += 1) {
    const now = angleAt(arc, step),
      before = angleAt(arc, step - 1);
    found.push(
      found[step - 1] +
        Math.hypot(
          (arc.wide * (Math.cos(now) - Math.cos(before))) / ROOM.wide,
          (arc.high * (Math.sin(now) - Math.sin(before))) / ROOM.high,
        ),
    );
  }
  return found;
}
