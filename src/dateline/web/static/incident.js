// After a value was chosen, its words are read out and can be scrolled to on a narrow screen.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "words") return;
  document.querySelectorAll(".words[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
  event.detail.requestConfig.elt.setAttribute("aria-current", "true");
  if (matchMedia("(max-width: 60rem)").matches) event.target.scrollIntoView({ block: "nearest" });
});
