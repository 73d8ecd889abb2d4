// <field-picker>: search, tabs, marks and keys of the list of fields. It never asks the server for its list.
// Out: field:toggle, field:pivot, field:filter with the field's id, field:more with its row. In: explore:state with the query's parameters.
const KEYS = { p: "pivot", f: "filter", i: "info", m: "more" };

/** Whether a word begins like what was typed, but for one slip: a letter too many, too few, another, or two swapped. @param {string} typed @param {string} word */
function slipped(typed, word) {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) at += 1;
  const [mine, its] = [typed.slice(at), word.slice(at)];
  const swapped = mine[0] === its[1] && mine[1] === its[0] && its.slice(2).startsWith(mine.slice(2));
  return swapped || [its, its.slice(1)].some((rest) => rest.startsWith(mine.slice(1))) || its.slice(1).startsWith(mine);
}

class FieldPicker extends HTMLElement {
  connectedCallback() {
    this.search = /** @type {HTMLInputElement} */ (this.querySelector("[data-search]"));
    this.rows = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("[data-field]")]);
    this.tools = /** @type {HTMLTemplateElement} */ (this.querySelector("template[data-tools]")).content.firstElementChild;
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.search.addEventListener("input", () => this.find(), { signal });
    this.addEventListener("click", (event) => this.click(event), { signal });
    this.addEventListener("keydown", (event) => this.key(event), { signal });
    for (const name of ["pointerover", "focusin"]) {
      this.addEventListener(name, (event) => this.lend(/** @type {Element} */ (event.target)), { signal });
    }
    document.addEventListener("explore:state", (event) => this.mark(/** @type {CustomEvent} */ (event).detail), { signal });
    document.addEventListener("click", (event) => this.outside(/** @type {Element} */ (event.target)), { signal });
    this.mark(new URLSearchParams(location.search));
    this.rove(this.rows.find((row) => row.matches(".in-use")) ?? this.rows[0]);
  }

  disconnectedCallback() { this.stop?.abort(); }

  /** The query's own fields are others now. @param {URLSearchParams} state */
  refresh(state) {
    this.rows = [...this.querySelectorAll("[data-field]")];
    if (!this.querySelector('.picker-name[tabindex="0"]')) this.rove(this.rows[0]);
    this.mark(state);
  }

  /** Shows which fields are in use, filtered, pivoted. @param {URLSearchParams} state */
  mark(state) {
    const words = (/** @type {string} */ name) => new Set((state.get(name) ?? "").split(",").filter(Boolean));
    const used = words("fields");
    const pivots = words("pivots");
    const groups = state.get("where") ?? "";
    for (const row of this.rows ?? []) {
      const id = row.dataset.field ?? "";
      const filtered = state.has(`f[${id}]`) || groups.includes(`"field":"${id}"`);
      row.classList.toggle("in-use", used.has(id) || filtered);
      row.classList.toggle(`use-${row.dataset.hue}`, used.has(id));
      row.querySelector("button")?.setAttribute("aria-pressed", String(used.has(id)));
      this.put(row, filtered ? "filtered" : "", pivots.has(id) ? "pivoted" : used.has(id) ? "used" : "");
    }
    const total = this.querySelector("[data-in-use]");
    if (total) total.textContent = String(used.size);
    for (const view of this.querySelectorAll(".picker-view")) {
      const count = view.querySelectorAll('[aria-pressed="true"]').length;
      const label = view.querySelector(".picker-count");
      if (label) label.textContent = count ? String(count) : "";
    }
    this.open((row) => row.matches(".in-use"));
    this.find();
  }

  /** @param {HTMLElement} row @param {string[]} names */
  put(row, ...names) {
    const wanted = names.filter(Boolean);
    const marks = row.querySelector(".picker-mark");
    if ((marks?.getAttribute("data-marks") ?? "") === wanted.join()) return;
    marks?.remove();
    if (!wanted.length) return;
    const made = document.createElement("span");
    made.className = "picker-mark";
    made.dataset.marks = wanted.join();
    for (const name of wanted) {
      const drawing = /** @type {HTMLTemplateElement} */ (this.querySelector(`template[data-mark="${name}"]`));
      made.append(drawing.content.cloneNode(true));
    }
    row.append(made);
  }

  /** Opens the groups that hold such rows. @param {(row: HTMLElement) => boolean} wanted */
  open(wanted) {
    for (const row of this.rows ?? []) {
      if (!wanted(row)) continue;
      for (let up = row.closest("details"); up; up = up.parentElement?.closest("details") ?? null) up.open = true;
    }
  }

  find() {
    const words = (this.search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const onlyUsed = this.dataset.shown === "use";
    const said = (/** @type {HTMLElement} */ row) => (row.dataset.find ?? "").toLowerCase().split(/[^\p{L}\d]+/u);
    const exact = (/** @type {HTMLElement} */ row) => {
      const text = `${row.dataset.find} ${row.dataset.field} ${row.title}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    const near = (/** @type {HTMLElement} */ row) =>
      words.every((word) => said(row).some((one) => one.startsWith(word) || (word.length > 3 && slipped(word, one))));
    const fits = this.rows?.some(exact) ? exact : near;
    for (const row of this.rows ?? []) row.hidden = !fits(row) || (onlyUsed && !row.matches(".in-use"));
    const narrowed = onlyUsed || words.length > 0;
    this.remember(words.length > 0);
    for (const part of this.querySelectorAll(".picker-frames, .picker-view")) {
      part.toggleAttribute("hidden", narrowed && !part.querySelector("[data-field]:not([hidden])"));
    }
    for (const title of this.querySelectorAll(".picker-section")) {
      title.toggleAttribute("hidden", !title.nextElementSibling?.querySelector("[data-field]:not([hidden])"));
    }
    if (words.length) this.open((row) => !row.hidden);
    this.querySelector("[data-none]")?.toggleAttribute("hidden", this.rows?.some((row) => !row.hidden));
  }

  /** A search opens groups; when it is over they are as they were. @param {boolean} searching */
  remember(searching) {
    const groups = /** @type {HTMLDetailsElement[]} */ ([...this.querySelectorAll("details")]);
    if (searching) this.opened ??= groups.map((group) => group.open);
    else if (this.opened) {
      groups.forEach((group, place) => (group.open = this.opened?.[place] ?? false));
      this.opened = undefined;
      this.open((row) => row.matches(".in-use"));
    }
  }

  /** The one set of tools stands in the row that is pointed at. @param {Element} target */
  lend(target) {
    const row = target.closest?.("[data-field]");
    if (!row || !this.tools || row.contains(this.tools)) return;
    const hue = /** @type {HTMLElement} */ (row).dataset.hue;
    this.tools.querySelector('[data-do="pivot"]')?.toggleAttribute("hidden", hue !== "dim");
    this.tools.querySelector('[data-do="filter"]')?.toggleAttribute("hidden", hue === "calc");
    this.tools.querySelector('[data-do="more"]')?.toggleAttribute("hidden", hue === "fil");
    row.append(this.tools);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("[data-close-picker]")) return this.removeAttribute("data-open");
    const tab = /** @type {HTMLElement | null} */ (target.closest("[data-tab]"));
    if (tab) return this.show(tab.dataset.tab ?? "all");
    const row = /** @type {HTMLElement | null} */ (target.closest("[data-field]"));
    if (!row) return;
    this.rove(row);
    const tool = /** @type {HTMLElement | null} */ (target.closest("[data-do]"));
    this.act(row, tool?.dataset.do ?? (this.dataset.mode === "filter" ? "filter" : "toggle"));
  }

  /** @param {HTMLElement} row @param {string} what */
  act(row, what) {
    if (what === "info") return this.tell(row.dataset.field ?? "", row.getBoundingClientRect());
    if (what === "pivot" && row.dataset.hue !== "dim") return;
    if (what === "filter" && row.dataset.hue === "calc") return;
    if (row.dataset.hue === "fil") what = "filter"; // a parameter is only chosen
    if (what === "more") return void document.dispatchEvent(new CustomEvent("field:more", { detail: row }));
    if (what === "filter") this.wait(false);
    this.dispatchEvent(new CustomEvent(`field:${what}`, { bubbles: true, detail: row.dataset.field }));
  }

  /** @param {string} field @param {DOMRect} box beside which it is told */
  async tell(field, box) {
    const info = /** @type {HTMLElement} */ (document.getElementById("field-info"));
    const page = /** @type {HTMLElement} */ (document.querySelector("explore-page"));
    const response = await fetch(`${page.dataset.field}?${new URLSearchParams({ field })}`);
    info.innerHTML = await response.text();
    info.style.left = `${Math.min(box.right + 4, innerWidth - 340)}px`;
    info.style.top = `${Math.min(box.top, innerHeight - 300)}px`;
    info.showPopover();
  }

  /** @param {string} which */
  show(which) {
    this.dataset.shown = which;
    for (const tab of this.querySelectorAll("[data-tab]")) {
      tab.setAttribute("aria-selected", String(tab.getAttribute("data-tab") === which));
    }
    this.find();
  }

  /** The next field that is chosen becomes a filter. @param {boolean} waits */
  wait(waits) {
    if (!this.search) return;
    this.dataset.mode = waits ? "filter" : "";
    this.search.placeholder = waits ? "Which field to filter?" : "Search fields";
    if (waits) this.search.focus();
  }

  /** @param {Element} target */
  outside(target) {
    if (target.closest("[data-add-filter]")) {
      this.setAttribute("data-open", "");
      return this.wait(true);
    }
    if (target.closest("[data-open-picker]")) this.setAttribute("data-open", "");
    else if (!this.contains(target) && target.isConnected) this.removeAttribute("data-open");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const typing = event.target === this.search;
    if (event.key === "Escape") {
      this.wait(false);
      this.removeAttribute("data-open");
      if (this.search?.value) {
        this.search.value = "";
        this.find();
      }
      return;
    }
    const row = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-field]"));
    const move = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
    if (move && (row || (typing && event.key === "ArrowDown"))) {
      event.preventDefault();
      return this.step(row, move);
    }
    const what = row && !event.ctrlKey && !event.metaKey && !event.altKey ? KEYS[/** @type {"p"} */ (event.key.toLowerCase())] : "";
    if (row && what) {
      event.preventDefault();
      event.stopPropagation();
      this.act(row, what);
    }
  }

  /** @param {HTMLElement | null} from @param {number} move */
  step(from, move) {
    const seen = (this.rows ?? []).filter((row) => row.checkVisibility());
    const place = from ? seen.indexOf(from) : -1;
    const next = seen[Math.max(0, Math.min(seen.length - 1, place + move))];
    if (!next) return;
    this.rove(next);
    next.querySelector("button")?.focus();
  }

  /** Only one row takes part in the tab order. @param {HTMLElement | undefined} row */
  rove(row) {
    this.querySelector('.picker-name[tabindex="0"]')?.setAttribute("tabindex", "-1");
    row?.querySelector("button")?.setAttribute("tabindex", "0");
  }
}

customElements.define("field-picker", FieldPicker);
