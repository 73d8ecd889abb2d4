// <column-menu>: the menu of a column head. The server says what can be done with the column; this opens, moves and acts.
// It opens by the button in the head, by a right click, a long press, and by Shift+F10 or the menu key on a head.

/** What a cell holds, for pasting: the exact figure, nothing for a missing value. @param {HTMLTableCellElement} cell */
function held(cell) {
  if (cell.querySelector(".null")) return "";
  return (cell.title || cell.textContent || "").replace(/[\t\r\n]+/g, " ").trim();
}

/** The button that opened a popover would close it again when it is let go. @param {MouseEvent} event */
function released(event) {
  const held = event.buttons || /** @type {PointerEvent} */ (event).pointerType === "touch";
  if (!held) return Promise.resolve();
  return new Promise((resolve) => {
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => setTimeout(resolve), { once: true });
  });
}

class ColumnMenu extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    /** @param {string} name @param {(event: any) => void} act @param {EventTarget} on */
    const listen = (name, act, on) => on.addEventListener(name, act, { signal: this.stop?.signal });
    listen("click", (event) => this.clicked(event), document);
    listen("contextmenu", (event) => this.asked(event), document);
    listen("click", (event) => this.chosen(event.target), this);
    listen("keydown", (event) => this.key(event), this);
    listen("toggle", (event) => this.button?.setAttribute("aria-expanded", String(event.newState === "open")), this);
  }

  disconnectedCallback() { this.stop?.abort(); }

  /** @param {MouseEvent} event */
  clicked(event) {
    const button = /** @type {Element} */ (event.target).closest(".th-menu");
    if (button) this.open(/** @type {HTMLElement} */ (button.closest("[data-head]")));
  }

  /** @param {MouseEvent} event */
  asked(event) {
    const head = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-head]"));
    if (!head) return;
    event.preventDefault();
    this.open(head, released(event));
  }

  /** @param {HTMLElement} head of a column, or a row of the picker @param {Promise<unknown>} ready @param {string} [address] */
  async open(head, ready = Promise.resolve(), address = this.dataset.menu) {
    this.wanted = head;
    const state = new URLSearchParams(/** @type {any} */ (document.querySelector("explore-page")).state);
    state.append("head", head.dataset.head ?? head.dataset.field ?? "");
    const [response] = await Promise.all([fetch(`${address}?${state}`).catch(() => null), ready]);
    if (!response?.ok) return toast("The menu could not be opened. Run the query again.");
    const items = await response.text();
    if (this.wanted !== head) return; // another one was asked for since
    this.innerHTML = items;
    this.head = head;
    this.button = head.querySelector(".th-menu, .picker-name");
    if (!head.contains(document.activeElement)) /** @type {HTMLElement} */ (this.button).focus();
    this.showPopover();
    this.place(head.getBoundingClientRect());
    this.items[0]?.focus();
  }

  /** @param {DOMRect} head */
  place(head) {
    const x = Math.max(8, Math.min(head.left, innerWidth - this.offsetWidth - 8));
    const y = Math.max(8, Math.min(head.bottom, innerHeight - this.offsetHeight - 8));
    this.style.setProperty("--menu-x", `${x}px`);
    this.style.setProperty("--menu-y", `${y}px`);
  }

  get items() { return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[role="menuitem"]')]); }

  /** @param {KeyboardEvent} event */
  key(event) {
    const items = this.items;
    const place = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Tab") this.hidePopover();
    if (next === undefined) return;
    event.preventDefault();
    items[(next + items.length) % items.length].focus();
  }

  /** @param {Element} target */
  chosen(target) {
    const item = /** @type {HTMLElement | null} */ (target.closest('[role="menuitem"]'));
    if (!item || item.ariaDisabled === "true") return;
    this.hidePopover();
    const { act, field = "" } = item.dataset;
    if (act === "filter") document.dispatchEvent(new CustomEvent("field:filter", { detail: field }));
    if (act === "info") this.tell(field);
    if (act === "copy") this.copy(/** @type {HTMLTableCellElement} */ (this.head).cellIndex);
    if (act === "copy-table") this.copy();
  }

  /** @param {string} field */
  tell(field) {
    const box = /** @type {HTMLElement} */ (this.head).getBoundingClientRect();
    /** @type {any} */ (document.querySelector("field-picker")).tell(field, box);
  }

  /** One column, or the table with its heads and total, as lines with tabs. @param {number} [column] */
  async copy(column) {
    const table = /** @type {HTMLTableElement} */ (this.head?.closest("table"));
    const rows = column === undefined ? [...table.rows] : [...table.tBodies[0].rows].filter((row) => !row.dataset.level);
    const cells = (/** @type {HTMLTableRowElement} */ row) => (column === undefined ? [...row.cells] : [row.cells[column]]);
    const text = rows.map((row) => cells(row).flatMap((cell) => [copied(cell), ...Array(cell.colSpan - 1).fill("")]).join("\t"));
    try {
      await navigator.clipboard.writeText(text.join("\n"));
      toast(column === undefined ? `${text.length} rows copied.` : `${text.length} values copied.`);
    } catch {
      toast("The browser did not allow copying. Select the table and copy it by hand.");
    }
  }
}

/** A head is its name, without its definition and its button. @param {HTMLTableCellElement} cell */
function copied(cell) {
  return cell.tagName === "TH" ? ((cell.querySelector("a")?.firstChild ?? cell).textContent ?? "").trim() : held(cell);
}

customElements.define("column-menu", ColumnMenu);
