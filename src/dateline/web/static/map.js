// The map: Natural Earth's countries, clusters of incidents, the radius of those that are known roughly.
(function () {
  const frame = document.getElementById("map");
  if (!frame || !window.L) return;
  const map = L.map(frame, { minZoom: 1, maxZoom: 12, worldCopyJump: true, attributionControl: false }).setView([20, 20], 2);
  const land = L.geoJSON(null, { style: { className: "land", weight: 0.6, fillOpacity: 1 }, interactive: false }).addTo(map);
  const SHAPES = { confirmed: "✓", fair: "+", weak: "?", contested: "≠", discounted: "–" };
  const clusters = L.markerClusterGroup({ chunkedLoading: true, maxClusterRadius: 40, showCoverageOnHover: false });
  const rough = L.layerGroup().addTo(map);
  map.addLayer(clusters);
  let shown = null;

  function makeMarker([id, latitude, longitude, radius, grade, type, title]) {
    const icon = L.divIcon({ className: `pin ${grade}`, html: `<span>${SHAPES[grade] || "·"}</span>`, iconSize: [20, 20] });
    const marker = L.marker([latitude, longitude], { icon, title, alt: title, keyboard: true });
    marker.on("click", () => choose(id, title, latitude, longitude, radius));
    return marker;
  }
  function choose(id, title, latitude, longitude, radius) {
    rough.clearLayers();
    if (radius > 5) L.circle([latitude, longitude], { radius: radius * 1000, className: "rough", weight: 1, fillOpacity: 0.08, interactive: false }).addTo(rough);
    const link = document.createElement("a");
    link.href = `/incidents/${id}`;
    link.textContent = title; // text, never markup: titles come from reports
    L.popup().setLatLng([latitude, longitude]).setContent(link).openOn(map);
  }
  async function show() {
    const found = document.getElementById("found");
    const query = found ? found.dataset.query : "";
    if (query === shown) return;
    const first = shown === null;
    shown = query;
    const answer = await fetch(`/incidents/points?${query}`);
    if (!answer.ok || shown !== query) return;
    const rows = await answer.json();
    clusters.clearLayers();
    rough.clearLayers();
    clusters.addLayers(rows.map(makeMarker));
    const fixed = document.querySelector("#filter [name=area]").value;
    if (rows.length && !fixed && (first || rows.length < 500)) map.fitBounds(clusters.getBounds().pad(0.2), { maxZoom: 7, animate: !first });
    frame.dataset.shown = String(rows.length);
  }
  fetch("/static/vendor/world.geojson").then((answer) => answer.json()).then((world) => land.addData(world));
  document.addEventListener("htmx:afterSettle", show);
  document.getElementById("area").addEventListener("click", () => {
    const bounds = map.getBounds();
    const edges = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const form = document.getElementById("filter");
    form.elements.area.value = edges.map((edge) => edge.toFixed(3)).join(",");
    form.requestSubmit();
  });
  show();
})();
