// All works without scripts. The link to the other language keeps the place in the page.
const other = document.querySelector("a.switch");
const keep = () => { other.hash = location.hash; };
addEventListener("hashchange", keep);
keep();
// Examples name the site that shows them.
for (const one of document.querySelectorAll("[data-origin]")) one.textContent = location.origin;
// Ctrl+K, or ⌘K, opens the search.
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.querySelector("#seek").focus();
  }
});
