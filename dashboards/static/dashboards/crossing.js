// Cross-filtering: a click on a mark narrows the other tiles. What is chosen stands in hidden inputs of the bar, which
// each tile's request takes along; the server tells what a click makes of it, and which tiles ask again.
const [htmx, OWN] = [/** @type {any} */ (window).htmx, /^(x|by)\[/];
const bar = /** @type {HTMLElement} */ (document.getElementById("cross"));
const cross = (/** @type {object} */ values) => htmx.ajax("GET", bar.dataset.address, { source: bar, target: bar, values });
const tileOf = (/** @type {Element} */ mark) => mark.closest(".cell")?.id.slice(5);

/** A query string with what is chosen now. @param {string} search */
function carried(search) {
  const kept = [...new URLSearchParams(search)].filter(([name]) => !OWN.test(name));
  return `?${new URLSearchParams([...kept, ...[...bar.querySelectorAll("input")].map(({ name, value }) => [name, value])])}`;
}

// Touch and the right button open the menu, which can filter too; a figure of a table leads to its rows.
document.addEventListener("cell:open", (/** @type {any} */ opening) => {
  const { target, detail: { about, by, event = {} } } = opening;
  if (!target.closest("[data-crosses]") || by === "figure" || event.button === 2 || event.pointerType === "touch") return;
  opening.preventDefault();
  cross({ ...about, tile: tileOf(target), ...((event.ctrlKey || event.metaKey) && { add: "1" }) });
});

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target), [menu, link] = [/** @type {any} */ (target.closest("[data-cross]")?.parentElement), target.closest("a")];
  menu?.hidePopover();
  if (menu) cross({ ...menu.about, tile: tileOf(menu.from) });
  if (link?.pathname === location.pathname) link.search = carried(link.search);
}, true);

document.addEventListener("formdata", ({ formData, target }) => {
  if (!(/** @type {Element} */ (target).closest(".filter-bar"))) return;
  for (const name of [...formData.keys()]) if (OWN.test(name)) formData.delete(name);
  for (const [name, value] of new URLSearchParams(carried(""))) formData.append(name, value);
});

window.addEventListener("popstate", () => cross({ to: location.search, back: "1" }));

// An answer holds the signs of all tiles, and which ask again; with them those whose answer is still on its way.
bar.addEventListener("htmx:afterSwap", () => {
  const told = /** @type {HTMLElement} */ (bar.querySelector("[data-tiles]"));
  if (told.hasAttribute("data-push")) history.pushState(null, "", carried(location.search));
  for (const sign of told.querySelectorAll("template")) {
    const place = document.getElementById(sign.dataset.for ?? "");
    place?.replaceChildren(sign.content.cloneNode(true));
    if (place) htmx.process(place);
  }
  for (const cell of document.querySelectorAll(`.cell.htmx-request, ${told.dataset.tiles}`)) htmx.trigger(cell, "crossed");
});

// Which marks of a tile are chosen: the others are dimmed while this stands in it.
customElements.define("chosen-marks", class extends HTMLElement {
  connectedCallback() {
    const [{ parts, of = "chosen-marks", chosen = [] }, tile] = [JSON.parse(this.textContent || "{}"), this.closest(".tile")];
    this.chart = parts && /** @type {any} */ (tile?.querySelector("plot-chart"));
    this.chart?.choose(parts);
    tile?.querySelectorAll(of).forEach((mark, place) => mark.classList.toggle("chosen", chosen.includes(place)));
  }

  disconnectedCallback() {
    this.chart?.choose([]);
  }
});
