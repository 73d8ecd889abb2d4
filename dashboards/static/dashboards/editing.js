// Tiles of a dashboard that is edited go where the pointer drags them and arrows take them. The server places them.
const COLUMNS = 24, FIFTHS = 5, ROW = 29, LEAST = 2, WIDE = 1024; // px; below, tiles flow: no place to drag to
/** @type {Record<string, number[]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Each change is a form of its own, so that those of quick fingers wait for one another. @param {string} id @param {Record<string, unknown>} values */
function send(id, values) {
  const form = /** @type {HTMLFormElement} */ (document.getElementById(id)?.cloneNode(true));
  for (const [name, value] of Object.entries(values)) /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value = String(value);
  document.getElementById(id)?.after(form);
  /** @type {any} */ (window).htmx.process(form);
  form.addEventListener("htmx:afterRequest", () => form.remove());
  form.requestSubmit();
}

/** A place with some of its sides dragged; with none the whole. @param {number[]} at @param {string} sides @param {number} across @param {number} down */
function place([x, y, width, height], sides, across, down) {
  if (!sides) return [Math.max(0, Math.min(Math.round(x + across), COLUMNS - width)), Math.max(0, y + down), width, height];
  const [west, north] = [sides.includes("w"), sides.includes("n")];
  const held = (/** @type {number} */ value, /** @type {number} */ most) => Math.max(LEAST, Math.min(value, most));
  const wide = west ? held(width - across, x + width) : held(width + (sides.includes("e") ? across : 0), COLUMNS - x);
  const high = north ? held(height - down, y + height) : held(height + (sides.includes("s") ? down : 0), 60);
  return [west ? x + width - wide : x, north ? y + height - high : y, wide, high];
}

/** @param {PointerEvent} start */
function drag(start) {
  const target = /** @type {HTMLElement} */ (start.target);
  const cell = /** @type {HTMLElement | null} */ (target.closest(".edit-cell"));
  if (!cell || start.button || target.closest("a, button") || (start.pointerType === "touch" && !target.closest(".grip, .handle"))) return;
  const [grid, scroller, sides] = [/** @type {HTMLElement} */ (cell.parentElement), /** @type {HTMLElement} */ (cell.closest("main")), target.dataset.sides ?? ""];
  const [at, top, stop, drop] = [(cell.dataset.at ?? "").split(" ").map(Number), scroller.scrollTop, new AbortController(), Object.assign(document.createElement("div"), { className: "drop" })];
  const lift = /** @type {HTMLElement} */ (cell.firstElementChild); // has no id: htmx copies the styles of what has one, which the page's policy forbids
  let to = at;
  cell.setPointerCapture(start.pointerId);
  cell.addEventListener("pointermove", (now) => {
    const [across, down] = [now.clientX - start.clientX, now.clientY - start.clientY + scroller.scrollTop - top];
    if (innerWidth < WIDE || (!drop.isConnected && Math.hypot(across, down) < 5)) return;
    to = place(at, sides, Math.round((across * COLUMNS) / grid.clientWidth), Math.round(down / ROW));
    drop.style.gridArea = `${to[1] + 1} / ${Math.round(to[0] * FIFTHS) + 1} / span ${to[3]} / span ${Math.round(to[2] * FIFTHS)}`;
    drop.textContent = `Drop here · ${to[2]} × ${to[3]}`;
    if (!sides) lift.style.translate = `${across}px ${down}px`;
    cell.classList.add("dragged");
    if (!drop.isConnected) grid.append(drop);
  }, { signal: stop.signal });
  for (const kind of ["pointerup", "pointercancel"]) cell.addEventListener(kind, () => {
    stop.abort();
    lift.style.translate = "";
    cell.classList.remove("dragged");
    if (kind === "pointerup" && drop.isConnected) send("place", { tile: cell.dataset.tile, x: to[0], y: to[1], width: to[2], height: to[3] });
    else if (kind === "pointerup") /** @type {HTMLElement} */ (cell.querySelector("[data-choose]")).click();
    drop.remove();
  }, { signal: stop.signal });
}

/** @param {KeyboardEvent} event */
function key(event) {
  const at = /** @type {HTMLElement} */ (event.target), arrow = ARROWS[event.key], ours = at.matches(".edit-cell");
  const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !at.matches("input, textarea, select");
  const does = undo ? (event.shiftKey ? "[data-redo]" : "[data-undo]") : ours && { Enter: "[data-choose]", Delete: "[data-delete]" }[event.key];
  if (ours && arrow) send("step", { tile: at.dataset.tile, across: arrow[0], down: arrow[1], stretch: event.shiftKey ? 1 : "" });
  if (does) /** @type {HTMLElement} */ ((undo ? document : at).querySelector(does)).click();
  if (does || (ours && arrow)) event.preventDefault();
}

document.addEventListener("pointerdown", drag);
document.addEventListener("keydown", key);
// A form that leads away, such as Save, waits until what was changed before it is kept, and stays where that is refused: leaving a field sends its form.
document.addEventListener("submit", (event) => {
  const sent = document.querySelector("form.htmx-request"), to = /** @type {Element} */ (event.target).getAttribute("action");
  if (event.defaultPrevented || !sent) return;
  event.preventDefault();
  const again = (/** @type {any} */ { detail }) => detail.successful && setTimeout(() => /** @type {HTMLFormElement | null} */ (document.querySelector(`form[action="${to}"]`))?.requestSubmit());
  sent.addEventListener("htmx:afterRequest", again, { once: true });
});
// An answer whose form another answer has replaced meanwhile finds no place: the page as it is now is asked for instead.
document.addEventListener("htmx:beforeSwap", (/** @type {any} */ { detail }) => {
  if (!detail.elt.isConnected) detail.shouldSwap = !/** @type {any} */ (window).htmx.ajax("GET", detail.xhr.getResponseHeader("HX-Replace-Url"), { swap: "none" });
});
