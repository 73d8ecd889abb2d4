// <typing-help>: around an input or textarea, lists what can stand at the place that is typed at. Arrows move, Enter and
// Tab take, Escape closes. With data-values it asks that address for the values of a comma list; else it chooses from
// the options in its <template>: fields after "${", functions and fields by any part of their name.
const WAIT_MS = 250;
const MOST = 12;
const WORD = /(\$\{[^}\n]*|[A-Za-z_]\w*)$/;
let made = 0;

class TypingHelp extends HTMLElement {
  connectedCallback() {
    this.box = /** @type {HTMLTextAreaElement} */ (this.querySelector("input, textarea"));
    this.list = document.createElement("ul");
    this.list.id = `typing-help-${(made += 1)}`;
    this.list.className = "menu typing-list";
    this.list.popover = "manual";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "What fits here");
    this.append(this.list);
    const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(told)) this.box.setAttribute(name, value);
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.box.addEventListener("input", () => this.typed(), { signal });
    this.box.addEventListener("blur", () => this.close(), { signal });
    this.box.addEventListener("keydown", (event) => this.key(event), { signal });
    if (this.dataset.values) this.box.addEventListener("click", () => this.typed(), { signal });
    this.list.addEventListener("pointerdown", (event) => this.point(event), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.close();
    this.list?.remove();
  }

  /** Where the word that is typed begins. */
  get start() {
    const before = this.before;
    if (!this.dataset.values) return before.length - (WORD.exec(before)?.[0].length ?? 0);
    let comma = 0; // the last one that is no part of a value: before it stands no sign, or an even number
    for (const { index, 0: whole } of before.matchAll(/(?:\\+|\^+)?,/g)) if (whole.length % 2) comma = index + whole.length;
    return comma + (/^\s*/.exec(before.slice(comma))?.[0].length ?? 0);
  }

  get before() { return this.box?.value.slice(0, this.box.selectionStart) ?? ""; }

  /** The field that the form around it chose: of its row, or of the whole. */
  get chosen() {
    const select = this.closest(".custom-row")?.querySelector("select") ?? this.closest("form")?.querySelector('[name="of"]');
    return /** @type {HTMLSelectElement | undefined} */ (select)?.value ?? "";
  }

  typed() {
    clearTimeout(this.timer);
    if (!this.dataset.values) return this.offer(this.fitting(this.before.slice(this.start)), true);
    this.timer = setTimeout(() => this.ask(), WAIT_MS);
  }

  async ask() {
    this.asking?.abort();
    this.asking = new AbortController();
    const query = new URLSearchParams(/** @type {any} */ (document.querySelector("explore-page")).context());
    query.set("field", this.dataset.of ?? this.chosen);
    query.set("as", this.dataset.as ?? "");
    query.set("search", this.before.slice(this.start));
    try {
      const response = await fetch(`${this.dataset.values}?${query}`, { signal: this.asking.signal });
      const holder = document.createElement("template");
      holder.innerHTML = response.ok ? await response.text() : "";
      if (document.activeElement === this.box) this.offer([...holder.content.children], false);
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") throw error;
    }
  }

  /** The options of the template that fit, those that begin so first. @param {string} word */
  fitting(word) {
    const sought = word.replace("${", "").toLowerCase();
    if (!word) return [];
    const all = [...(this.querySelector("template")?.content.children ?? [])];
    const rank = (/** @type {Element} */ one) => {
      if (word.startsWith("${") && one.hasAttribute("data-function")) return -1;
      return (one.getAttribute("data-find") ?? "").indexOf(sought);
    };
    const found = all.map((one) => ({ one, at: rank(one) })).filter((each) => each.at >= 0);
    found.sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1));
    return found.slice(0, MOST).map((each) => /** @type {Element} */ (each.one.cloneNode(true)));
  }

  /** @param {Element[]} options @param {boolean} first whether the first one is marked */
  offer(options, first) {
    if (!this.list || !this.box) return;
    this.list.replaceChildren(...options);
    if (!options.length) return this.close();
    this.options.forEach((one, place) => (one.id = `${this.list?.id}-${place}`));
    this.list.showPopover();
    const box = this.box.getBoundingClientRect();
    const below = innerHeight - box.bottom > this.list.offsetHeight + 8;
    this.list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - this.list.offsetWidth - 8))}px`;
    this.list.style.top = `${below ? box.bottom + 4 : Math.max(8, box.top - this.list.offsetHeight - 4)}px`;
    this.box.setAttribute("aria-expanded", "true");
    this.mark(first ? 0 : -1);
  }

  get options() { return /** @type {HTMLElement[]} */ ([...(this.list?.querySelectorAll("[data-insert]") ?? [])]); }

  /** @param {number} place */
  mark(place) {
    this.place = place;
    this.options.forEach((one, at) => one.setAttribute("aria-selected", String(at === place)));
    const marked = this.options[place];
    marked?.scrollIntoView({ block: "nearest" });
    if (marked) this.box?.setAttribute("aria-activedescendant", marked.id);
    else this.box?.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.list?.matches(":popover-open")) this.list.hidePopover();
    this.box?.setAttribute("aria-expanded", "false");
    this.box?.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "ArrowDown" && this.dataset.values && !this.list?.matches(":popover-open")) return this.ask();
    if (!this.list?.matches(":popover-open") || event.ctrlKey || event.metaKey) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const takes = (event.key === "Enter" || event.key === "Tab") && this.options[this.place ?? -1];
    if (!move && !takes && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (move) this.mark(((this.place ?? -1) + move + this.options.length) % this.options.length);
    else if (takes) this.take(takes);
    else this.close();
  }

  /** @param {PointerEvent} event */
  point(event) {
    event.preventDefault(); // the box keeps the focus
    const option = /** @type {Element} */ (event.target).closest("[data-insert]");
    if (option) this.take(/** @type {HTMLElement} */ (option));
  }

  /** @param {HTMLElement} option */
  take(option) {
    if (!this.box) return;
    const text = option.dataset.insert ?? "";
    const until = this.box.selectionStart + (text.endsWith("}") && this.box.value[this.box.selectionStart] === "}" ? 1 : 0);
    this.box.setRangeText(text, this.start, until, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }
}

customElements.define("typing-help", TypingHelp);
