// <filter-editor>: a chip with its editor. The server knows the grammar; this sends what is typed and shows what it means.
// Out: filter:change {field, expression}, filter:remove field.
const WAIT_MS = 150;

class FilterEditor extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.addEventListener("click", (event) => this.click(/** @type {Element} */ (event.target)), { signal });
    this.addEventListener("input", (event) => this.typed(/** @type {Element} */ (event.target)), { signal });
    this.addEventListener("change", (event) => this.chosen(/** @type {Element} */ (event.target)), { signal });
    this.addEventListener("keydown", (event) => this.key(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  get chip() { return /** @type {HTMLElement} */ (this.querySelector(".chip")); }

  get row() { return /** @type {HTMLElement} */ (this.querySelector(".filter-row")); }

  open() {
    for (const other of document.querySelectorAll("filter-editor")) if (other !== this) /** @type {any} */ (other).close();
    this.row.hidden = false;
    this.chip.setAttribute("aria-expanded", "true");
    const box = this.row.querySelector('[name="v"]') ?? this.row.querySelector("select");
    if (box instanceof HTMLElement) box.focus();
  }

  close() {
    this.row.hidden = true;
    this.chip.setAttribute("aria-expanded", "false");
  }

  remove() {
    this.dispatchEvent(new CustomEvent("filter:remove", { bubbles: true, detail: this.dataset.field }));
    super.remove();
  }

  /** @param {Element} target */
  click(target) {
    if (target.closest("[data-remove]")) return this.remove();
    if (!target.closest(".chip, [data-done]")) return;
    if (this.row.hidden) this.open();
    else this.close();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const onChip = /** @type {Element} */ (event.target).closest(".chip");
    if (event.key === "Escape" && !this.row.hidden) {
      event.stopPropagation();
      this.close();
      this.chip.focus();
    } else if (onChip && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      this.remove();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && /** @type {Element} */ (event.target).matches("input")) {
      event.preventDefault();
      document.getElementById("run")?.click();
    }
  }

  /** @param {Element} target */
  typed(target) {
    if (target.matches('[name="op"]')) return;
    clearTimeout(this.timer);
    this.pending = true;
    this.timer = setTimeout(() => this.explain(), WAIT_MS);
  }

  /** Another operator has other boxes: the server draws them. @param {Element} target */
  async chosen(target) {
    if (!target.matches('[name="op"]')) return this.typed(target);
    clearTimeout(this.timer);
    this.asking?.abort();
    const address = (this.wanted = this.address(false));
    for (const box of this.row.querySelectorAll('[name="v"]')) box.toggleAttribute("disabled", true);
    const response = await fetch(address);
    if (!response.ok || address !== this.wanted) return;
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    const fresh = holder.content.querySelector("filter-editor");
    if (!fresh) return;
    this.replaceChildren(...fresh.childNodes);
    this.open();
    this.take(/** @type {HTMLElement} */ (this.querySelector(".filter-explained")));
  }

  /** @param {boolean} explain */
  address(explain) {
    const page = /** @type {any} */ (document.querySelector("explore-page"));
    const query = new URLSearchParams([...page.context(), ["field", this.dataset.field ?? ""], ["expression", this.dataset.expression ?? ""]]);
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (this.row.querySelectorAll("[name]"))) query.append(box.name, box.value);
    if (explain) query.set("explain", "1");
    return `${page.dataset.filter}?${query}`;
  }

  explain() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    this.answer = fetch(this.address(true), { signal: asking.signal })
      .then((response) => response.text())
      .then((html) => this.told(html))
      .catch((error) => {
        if (error.name !== "AbortError") throw error;
      });
    return this.answer;
  }

  /** @param {string} html */
  told(html) {
    this.pending = false;
    const old = this.querySelector(".filter-explained");
    if (!old) return;
    old.insertAdjacentHTML("afterend", html);
    old.remove();
    this.take(/** @type {HTMLElement} */ (this.querySelector(".filter-explained")));
  }

  /** @param {HTMLElement} told */
  take(told) {
    const wrong = told.dataset.error === "1";
    const expression = told.dataset.expression ?? "";
    for (const box of this.row.querySelectorAll('[name="v"]')) box.setAttribute("aria-invalid", String(wrong));
    this.chip.classList.toggle("chip-bad", wrong);
    this.chip.classList.toggle("chip-set", wrong || Boolean(expression));
    const value = this.querySelector(".chip-value");
    if (value) value.textContent = told.dataset.condition ?? "";
    this.dataset.expression = expression;
    this.dispatchEvent(new CustomEvent("filter:change", { bubbles: true, detail: { field: this.dataset.field, expression } }));
  }

  /** Before a run: what was just typed counts. */
  async settled() {
    if (this.pending) await this.explain();
  }
}

customElements.define("filter-editor", FilterEditor);
