// <drill-menu>: a click (or Enter) on a value of a table or chart asks the server what can be asked of it, and opens
// the answers in a dialog whose own values can be asked again. One listener for all cells: a row and a head carry in
// their attributes what they stand for. A page may do something else with a click: "cell:open" can be prevented.

const CELL = "td, th[data-row], [data-cell]";

/** The column a cell stands under: heads of the last row, one for each cell. @param {HTMLTableCellElement} cell */
function headOf(cell) {
  const table = /** @type {HTMLTableElement} */ (cell.closest("table"));
  return [...(table.tHead?.rows ?? [])].at(-1)?.cells[cell.cellIndex];
}

/** What a cell is about, as parameters; null for one that is about nothing. A row tells its values and a head its
 * field, or, in a transposed table, the other way round; ``by`` is "" for a dimension's. @param {HTMLTableCellElement} cell */
function told(cell) {
  if (cell.dataset.cell) return JSON.parse(cell.dataset.cell);
  const line = /** @type {HTMLTableRowElement} */ (cell.parentElement);
  const { row, of, by, pivot = "[]" } = { ...line.cells[0].dataset, ...headOf(cell)?.dataset, ...line.dataset };
  return row === undefined || !of || !cell.textContent ? null : { field: of, row, pivot, by: by ?? "figure" };
}

class DrillMenu extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    /** @param {string} name @param {(event: any) => void} act @param {EventTarget} on @param {boolean} capture */
    const listen = (name, act, on, capture = false) => on.addEventListener(name, act, { signal: this.stop?.signal, capture });
    this.dialog = /** @type {HTMLDialogElement} */ (document.getElementById("drill"));
    listen("click", (event) => this.clicked(event), document);
    listen("contextmenu", (event) => event.target.closest("[data-crosses]") && this.clicked(event), document);
    listen("keydown", (event) => this.typed(event), document);
    listen("chart:mark", ({ detail: { told, box, by }, target }) => (told.why ? toast(told.why) : this.open(told, box, target, by)), document);
    listen("click", (event) => this.chosen(event.target), this);
    listen("input", (event) => this.search(event.target.value), this);
    listen("click", (event) => this.inside(event), this.dialog, true);
    listen("contextmenu", (event) => event.stopPropagation(), this.dialog);
    listen("keydown", (event) => this.move(event), this);
    listen("close", () => this.leave(), this.dialog);
    listen("pagehide", () => this.leave(), window);
  }

  disconnectedCallback() { this.stop?.abort(); }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const cell = /** @type {HTMLTableCellElement | null} */ (target.closest(CELL));
    if (!cell || target.closest("a, button:not([data-cell]), input") || getSelection()?.toString()) return;
    const about = told(cell);
    const box = cell.getBoundingClientRect();
    if (!about) return;
    if (event.type === "contextmenu") event.preventDefault();
    this.open(about, new DOMRect(event.clientX || box.left, box.top, 1, box.height), cell, event);
  }

  /** Enter on a table goes to its cells, arrows from cell to cell, Enter on a cell opens. @param {KeyboardEvent} event */
  typed(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.key === "Enter" && target.matches(".table-wrap, .tile-scroll")) return this.focusCell(event, target.querySelector(CELL));
    if (!(target instanceof HTMLTableCellElement) || !told(target)) return;
    const several = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && (!several || target.closest("[data-crosses]"))) {
      event.preventDefault();
      return target.dispatchEvent(new MouseEvent("click", { ctrlKey: several, bubbles: true }));
    }
    const [across, down] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
    if (across === undefined || down === undefined) return;
    const rows = [.../** @type {HTMLTableElement} */ (target.closest("table")).rows];
    const row = rows[rows.indexOf(/** @type {HTMLTableRowElement} */ (target.parentElement)) + down];
    this.focusCell(event, row?.cells[target.cellIndex + across]);
  }

  /** @param {KeyboardEvent} event @param {Element | null | undefined} cell */
  focusCell(event, cell) {
    if (!(cell instanceof HTMLElement) || !cell.matches(CELL)) return;
    event.preventDefault();
    cell.tabIndex = -1;
    cell.focus();
  }

  /** @param {Record<string, string>} told @param {DOMRect} box @param {HTMLElement} from @param {Event} [event] */
  async open({ by, ...about }, box, from, event) {
    if (!from.dispatchEvent(new CustomEvent("cell:open", { bubbles: true, cancelable: true, detail: { about, by, event } }))) return;
    const { query = location.href, menu = "drill" } = /** @type {HTMLElement | null} */ (from.closest("[data-query]"))?.dataset ?? {};
    const page = (this.page = new URL(query, location.href)); // of the explore, on which the other addresses stand
    const cell = new URLSearchParams(page.search);
    for (const [name, value] of Object.entries(about)) cell.set(name, value);
    this.wanted = cell;
    this.about = about;
    const response = await fetch(new URL(`${menu}?${cell}`, page)).catch(() => null);
    if (cell !== this.wanted) return; // another figure has been clicked since
    if (!response?.ok) return toast("The menu could not be opened. Run the query again.");
    this.innerHTML = await response.text();
    this.cell = cell;
    this.from = from;
    (from.closest("dialog") ?? document.body).append(this);  // in front of the dialog it belongs to
    this.showPopover();
    this.place(box);
    this.items[0]?.focus();
  }

  /** @param {DOMRect} box */
  place(box) {
    this.style.setProperty("--menu-x", `${Math.max(8, Math.min(box.left, innerWidth - this.offsetWidth - 8))}px`);
    this.style.setProperty("--menu-y", `${Math.max(8, Math.min(box.bottom, innerHeight - this.offsetHeight - 8))}px`);
  }

  get items() { return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[data-search], .menu-item:not([hidden])')]); }

  /** @param {KeyboardEvent} event */
  move(event) {
    const items = this.items;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") this.from?.focus();
    if (!step) return;
    event.preventDefault();
    items[(items.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step + items.length) % items.length].focus();
  }

  /** Dimensions show once something of their name is typed. @param {string} typed */
  search(typed) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".drill-dimensions .menu-item"))) {
      const name = (item.textContent ?? "").toLowerCase();
      item.hidden = !words.length || !words.every((word) => name.includes(word));
    }
  }

  /** @param {Element} target */
  chosen(target) {
    const item = /** @type {HTMLElement | null} */ (target.closest(".menu-item:is([data-open], [data-explain])"));
    if (!item || !this.cell) return;
    const asked = new URLSearchParams(this.cell);
    for (const [name, value] of new URLSearchParams(item.dataset.open ?? "")) asked.set(name, value);
    this.hidePopover();
    const address = item.dataset.open === undefined ? "explained" : "drilled";
    const title = this.querySelector(".menu-title")?.textContent ?? "";
    this.show(`${address}?${asked}`, [title, item.textContent?.trim()].join(": "));
  }

  /** @param {string} address @param {string} [title] */
  async show(address, title) {
    const body = /** @type {HTMLElement} */ (this.dialog?.querySelector(".drill-body"));
    if (title) /** @type {HTMLElement} */ (this.dialog?.querySelector("h2")).textContent = title;
    body.setAttribute("aria-busy", "true");
    if (!this.dialog?.open) body.replaceChildren();
    if (!this.dialog?.open) this.dialog?.showModal();
    this.leave();
    const request = (this.request = new AbortController());
    this.run = newRun();
    const response = await fetch(new URL(address, this.page), { headers: { "X-Run": this.run }, signal: request.signal }).catch(() => null);
    if (request.signal.aborted) return;
    this.run = "";
    body.innerHTML = response ? await response.text() : '<p class="empty">The server did not answer. Close this and try again.</p>';
    body.removeAttribute("aria-busy");
    /** @type {HTMLElement | null} */ (body.querySelector(".table-wrap"))?.focus();
  }

  /** Nobody waits for the rows any more: the engine is told. */
  leave() {
    if (!this.run) return;
    const { stop = "" } = /** @type {HTMLElement} */ (document.querySelector("[data-stop]")).dataset;
    const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
    fetch(stop, { method: "POST", headers, body: new URLSearchParams({ run: this.run }), keepalive: true }).catch(() => {});
    this.run = "";
    this.request?.abort();
  }

  /** In the dialog a head sorts the dialog's rows, not the page's. @param {MouseEvent} event */
  inside(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-close]")) return this.dialog?.close();
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-run]"));
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(`drilled${event.shiftKey && link.dataset.also ? link.dataset.also : link.search}`);
  }
}

customElements.define("drill-menu", DrillMenu);
