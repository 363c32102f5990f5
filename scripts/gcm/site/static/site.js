// All works without scripts. The link to the other language keeps the place in the page.
const other = document.querySelector("a.switch");
const keep = () => { other.hash = location.hash; };
addEventListener("hashchange", keep);
keep();
// Examples name the site that shows them.
for (const one of document.querySelectorAll("[data-origin]")) one.textContent = location.origin;
// Ctrl+K, or ⌘K, opens the search; where text is written, Ctrl+K may delete to the end of a line.
addEventListener("keydown", (event) => {
  const asked = event.metaKey || (event.ctrlKey && !event.target.matches("textarea"));
  if (asked && event.key === "k" && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("#seek").focus();
  }
});
