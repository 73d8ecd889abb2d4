// <chart-panel>: the settings of the chart beside it. The server draws the form, from a template that comes with each
// result; this opens it, keeps its place, and tells what was changed. Out: chart:set [[parameter, value], …].

class ChartPanel extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const signal = this.stop.signal;
    document.addEventListener("click", (event) => this.click(/** @type {Element} */ (event.target)), { signal });
    this.addEventListener("change", (event) => this.changed(/** @type {HTMLInputElement} */ (event.target)), { signal });
    this.addEventListener("keydown", (event) => this.key(event), { signal });
    this.watch = new MutationObserver(() => this.refresh());
    this.watch.observe(/** @type {Node} */ (document.getElementById("result")), { childList: true });
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.watch?.disconnect();
  }

  get tabs() { return /** @type {HTMLElement[]} */ ([...this.querySelectorAll('[role="tab"]')]); }

  /** @param {string} [tab] */
  open(tab) {
    this.hidden = false;
    this.fill();
    if (tab) this.choose(this.tabs.find((one) => one.dataset.name === tab));
    /** @type {HTMLElement | null} */ (this.querySelector('[role="tab"][aria-selected="true"]'))?.focus();
    this.tell();
  }

  close() {
    this.hidden = true;
    this.tell();
    /** @type {HTMLElement | null} */ (document.querySelector("[data-edit-chart]:not(.chip)"))?.focus();
  }

  /** The page makes room, and the button says whether the panel is there. */
  tell() {
    document.querySelector(".page")?.toggleAttribute("data-chart-panel", !this.hidden);
    document.querySelector("[data-edit-chart]:not(.chip)")?.setAttribute("aria-expanded", String(!this.hidden));
  }

  fill() {
    const fresh = document.getElementById(this.dataset.from || "fresh-panel");
    if (fresh instanceof HTMLTemplateElement) this.replaceChildren(fresh.content.cloneNode(true));
  }

  /** Another result: the form anew, at the same tab, with the same groups open and the same control in focus. */
  refresh() {
    if (this.hidden) return;
    const active = this.contains(document.activeElement) ? /** @type {HTMLInputElement} */ (document.activeElement) : null;
    const name = active?.name || active?.id;
    const tab = this.querySelector('[role="tab"][aria-selected="true"]')?.getAttribute("data-name");
    const groups = [...this.querySelectorAll("details[open]")].map((one) => one.getAttribute("data-key"));
    const [pane, top] = [this.querySelector(".chart-pane:not([hidden])"), this.querySelector(".chart-pane:not([hidden])")?.scrollTop];
    this.fill();
    this.choose(this.tabs.find((one) => one.dataset.name === tab));
    for (const one of this.querySelectorAll("details")) if (groups.includes(one.dataset.key ?? "")) one.open = true;
    const shown = this.querySelector(".chart-pane:not([hidden])");
    if (pane && shown) shown.scrollTop = top ?? 0;
    const again = name && [...this.querySelectorAll("[name], [id]")].find((one) => (one.getAttribute("name") || one.id) === name);
    if (active) /** @type {HTMLElement | null} */ (again || this.querySelector('[role="tab"][aria-selected="true"]'))?.focus();
    this.tell();
  }

  /** @param {HTMLElement | undefined} tab */
  choose(tab) {
    if (!tab) return;
    for (const one of this.tabs) {
      one.setAttribute("aria-selected", String(one === tab));
      one.tabIndex = one === tab ? 0 : -1;
      const pane = document.getElementById(one.getAttribute("aria-controls") ?? "");
      if (pane) pane.hidden = one !== tab;
    }
    tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {Element} target */
  click(target) {
    const edit = /** @type {HTMLElement | null} */ (target.closest("[data-edit-chart]"));
    if (edit) this.dataset.from = edit.dataset.from ?? "fresh-panel";  // of the chart, or of the table
    if (edit) return this.hidden || edit.dataset.editChart ? this.open(edit.dataset.editChart) : this.close();
    if (!this.contains(target)) return;
    if (target.closest("[data-close-chart]")) return this.close();
    const set = /** @type {HTMLElement | null} */ (target.closest("[data-set]"));
    if (set) return this.set(JSON.parse(set.dataset.set ?? "[]"));
    const tab = /** @type {HTMLElement | null} */ (target.closest('[role="tab"]'));
    if (tab) this.choose(tab);
  }

  /** @param {HTMLInputElement} control */
  changed(control) {
    if (!control.name?.startsWith("c[")) return;
    const box = control.type === "checkbox";
    const turned = box && control.checked === (control.dataset.default !== "1");
    const value = box ? (turned ? control.value : "") : control.value.trim();
    this.set([[control.name, value === control.dataset.default ? "" : value]]);
  }

  /** @param {[string, string][]} changes */
  set(changes) {
    this.dispatchEvent(new CustomEvent("chart:set", { bubbles: true, detail: changes }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") return this.close();
    const tab = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('[role="tab"]'));
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !move) return;
    event.preventDefault();
    const next = this.tabs[(this.tabs.indexOf(tab) + move + this.tabs.length) % this.tabs.length];
    this.choose(next);
    next.focus();
  }
}

customElements.define("chart-panel", ChartPanel);
