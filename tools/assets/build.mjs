// Puts what others made for the browser where the workbench serves it from, and makes the world map.
//
// Some countries cross the antimeridian (Russia, Fiji, Antarctica): drawn as they are, they leave lines across the map,
// so they are cut there by projecting once to plate carree at build time. Coordinates keep two decimals (about a
// kilometre, finer than the 1:50 million source).

import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const target = join(here, "../../src/dateline/web/static/vendor");

const FILES = [
  ["htmx.org/dist/htmx.min.js", "htmx.min.js"],
  ["leaflet/dist/leaflet.js", "leaflet.js"],
  ["leaflet/dist/leaflet.css", "leaflet.css"],
  ["leaflet.markercluster/dist/leaflet.markercluster.js", "leaflet.markercluster.js"],
  ["leaflet.markercluster/dist/MarkerCluster.css", "markercluster.css"],
];
const LICENCES = ["htmx.org", "leaflet", "leaflet.markercluster", "world-atlas"];

function project(collection) {
  const degrees = 180 / Math.PI;
  const plate = geoEquirectangular().scale(degrees).translate([0, 0]).reflectY(true).precision(0.1);
  return geoProject(collection, plate);
}

function round(value) {
  if (typeof value === "number") return Math.round(value * 100) / 100;
  if (Array.isArray(value)) return value.map(round);
  return value;
}

function makeWorld() {
  const atlas = JSON.parse(readFileSync(join(modules, "world-atlas/countries-50m.json"), "utf8"));
  const countries = project(feature(atlas, atlas.objects.countries));
  const features = countries.features
    .filter((one) => one.geometry !== null)
    .map((one) => ({
      type: "Feature",
      properties: { name: one.properties.name },
      geometry: { type: one.geometry.type, coordinates: round(one.geometry.coordinates) },
    }));
  return { type: "FeatureCollection", features };
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
for (const [from, to] of FILES) copyFileSync(join(modules, from), join(target, to));
cpSync(join(modules, "leaflet/dist/images"), join(target, "images"), { recursive: true });
for (const name of LICENCES) {
  for (const file of ["LICENSE", "MIT-LICENCE.txt", "LICENSE.txt"]) {
    try {
      copyFileSync(join(modules, name, file), join(target, `${name}.licence.txt`));
      break;
    } catch {
      continue;
    }
  }
}
writeFileSync(join(target, "world.geojson"), JSON.stringify(makeWorld()));
