// The link to the other language keeps the place in the page. All else works without scripts.
const other = document.querySelector("a.switch");
const keep = () => { other.hash = location.hash; };
addEventListener("hashchange", keep);
keep();
