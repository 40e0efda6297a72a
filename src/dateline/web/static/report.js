// Walk the findings with n and p; show and hide their kinds.
(function () {
  const stops = () => [...document.querySelectorAll("[data-stop]")].filter((one) => !one.classList.contains("hidden"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key !== "n" && event.key !== "p") return;
    const all = stops();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    const next = event.key === "n" ? (at + 1) % all.length : (at <= 0 ? all.length : at) - 1;
    all[next].focus();
    all[next].scrollIntoView({ block: "center" });
  });
  document.querySelectorAll("[data-kind]").forEach((button) =>
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      document.querySelectorAll(`.text .m-${button.dataset.kind}`).forEach((one) => one.classList.toggle(`off-${button.dataset.kind}`, !shown));
    }),
  );
  const wanted = location.hash.startsWith("#c") && document.getElementById(location.hash.slice(1));
  if (wanted) wanted.classList.add("wanted");
})();
