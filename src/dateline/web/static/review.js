// Review: keys, words selected in a report, a point on the map, events and incidents dragged.
(function () {
  const item = () => document.getElementById("item");
  const cards = () => [...item().querySelectorAll("[data-card]")].filter((one) => one.offsetParent !== null);
  const current = () => document.activeElement.closest("[data-card]") || cards()[0];
  const links = () => [...document.querySelectorAll("#queue [data-incident]")];

  function go(step) {
    const all = links();
    const at = all.findIndex((one) => one.getAttribute("aria-current"));
    const next = all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (next && next !== all[at]) next.click();
  }
  function walk(step) {
    const all = cards();
    const at = all.indexOf(document.activeElement.closest("[data-card]"));
    const next = all[(at + step + all.length) % all.length];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  }
  function send(verdict) {
    const card = current();
    const form = card && card.querySelector(`:scope > .acts form[data-verdict=${verdict}]`);
    if (form) form.requestSubmit();
  }
  function open(selector) {
    const found = item().querySelector(selector);
    if (!found) return;
    found.open = true;
    const first = found.querySelector("input:not([type=hidden]), select, [data-text]");
    if (first) first.focus();
  }
  const KEYS = {
    j: () => go(1),
    k: () => go(-1),
    n: () => walk(1),
    p: () => walk(-1),
    a: () => send("accept"),
    r: () => send("reject"),
    e: () => { const card = current(); const form = card && card.querySelector(":scope > .edit"); if (form) { form.open = true; form.querySelector("select, input:not([type=hidden])").focus(); } },
    u: () => { const form = item().querySelector("[data-undo]"); if (form) form.requestSubmit(); },
    m: () => open("#merge"),
    s: () => open("#split"),
    "?": () => document.getElementById("keys").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !item()) return;
    if (event.key === "Escape" && event.target.closest(".edit, .joining")) { const card = event.target.closest("[data-card], #item"); if (card) card.focus(); return; }
    if (event.target.closest("input, textarea, select, dialog")) return;
    const act = KEYS[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // A refusal says why at the top of the incident; what was typed stays where it is.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status < 400 || !document.getElementById("told")) return;
    event.detail.shouldSwap = true;
    event.detail.target = document.getElementById("told");
    event.detail.swapOverride = "innerHTML";
  });
  let at = 0; // the card that a decision was sent from keeps the focus when the incident comes back
  let verdict = "";
  document.addEventListener("htmx:beforeRequest", (event) => {
    const card = event.target.closest("[data-card]");
    if (!card) return;
    at = cards().indexOf(card);
    verdict = card.classList.contains("whole") ? event.target.dataset.verdict || "" : "";
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id === "told" || (event.detail.target && event.detail.target.id === "told")) { document.getElementById("told").scrollIntoView({ block: "center" }); return; }
    if (!item() || !event.detail.requestConfig) return;
    const path = event.detail.requestConfig.path;
    links().forEach((one) => (one.dataset.incident === item().dataset.incident ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")));
    if (path === "/review/judgements") {
      const decided = links().find((one) => one.dataset.incident === item().dataset.incident);
      if (decided) decided.textContent = item().querySelector("#whole-head a").textContent;
      if (verdict && decided) decided.closest("li").classList.add("done-with");
      const back = cards()[Math.max(0, at)];
      if (back) back.focus();
      verdict = "";
    } else if (path.startsWith("/review/")) {
      if (path.startsWith("/review/items/")) item().focus();
    }
  });

  // Offsets count code points, as the store does; the browser counts UTF-16.
  function offset(node, inside) {
    const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
    if (!piece) return null;
    const range = document.createRange();
    range.setStart(piece, 0);
    range.setEnd(node, inside);
    return Number(piece.dataset.at) + [...range.toString()].length;
  }
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const text = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-text]");
    if (!text || !text.contains(range.endContainer)) return;
    const start = offset(range.startContainer, range.startOffset);
    const end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return;
    const card = text.closest("[data-card]");
    const words = range.toString();
    card.querySelector(".picked").textContent = `“${words}” is chosen: send the line that it is for.`;
    card.querySelectorAll("[data-words]").forEach((field) => {
      field.value = words;
      field.form.elements.span_start.value = start;
      field.form.elements.span_end.value = end;
    });
  });
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-words]")) return; // typed words are looked for in the report
    event.target.form.elements.span_start.value = "";
    event.target.form.elements.span_end.value = "";
  });

  // A point on the map.
  document.addEventListener("toggle", (event) => {
    if (!event.target.matches || !event.target.matches(".on-map") || !event.target.open || event.target.dataset.made || !window.L) return;
    event.target.dataset.made = "yes";
    const form = event.target.closest("form");
    const here = form.dataset.lat ? [Number(form.dataset.lat), Number(form.dataset.lon)] : null;
    const map = L.map(event.target.querySelector(".pick-map"), { minZoom: 1, maxZoom: 12, attributionControl: false, worldCopyJump: true }).setView(here || [20, 20], here ? 6 : 2);
    fetch("/static/vendor/world.geojson").then((answer) => answer.json()).then((world) => L.geoJSON(world, { interactive: false, style: { className: "land", weight: 0.6, fillOpacity: 1 } }).addTo(map));
    const icon = L.divIcon({ className: "pin", iconSize: [16, 16] });
    let pin = here ? L.marker(here, { icon, keyboard: false }).addTo(map) : null;
    function set(lat, lon) {
      form.elements.lat.value = lat.toFixed(4);
      form.elements.lon.value = lon.toFixed(4);
      form.querySelectorAll("[name=place_id]").forEach((one) => (one.checked = false));
      if (pin) pin.setLatLng([lat, lon]);
      else pin = L.marker([lat, lon], { icon, keyboard: false }).addTo(map);
    }
    map.on("click", (press) => { const point = press.latlng.wrap(); set(point.lat, point.lng); });
  }, true);

  // Dragging is another way to tick: an event into the box below, an incident onto the one under review.
  document.addEventListener("dragstart", (event) => {
    const one = event.target.closest && event.target.closest("[data-split], [data-merge]");
    if (one) event.dataTransfer.setData("text/plain", one.dataset.split || one.dataset.merge);
  });
  const goal = (event) => event.target.closest("[data-drop], .card.whole");
  document.addEventListener("dragover", (event) => { if (goal(event)) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    if (!goal(event)) return;
    event.preventDefault();
    const id = event.dataTransfer.getData("text/plain");
    const box = [...item().querySelectorAll(".choices input")].find((one) => one.value === id);
    if (!box) return;
    box.checked = true;
    if (box.name === "incident" && event.target.closest(".card.whole")) box.form.requestSubmit();
  });
})();
