// <explore-page>: holds the query of the page as URL parameters, runs it, and keeps address and screen the same.
const PRETTY = [["%2C", ","], ["%5B", "["], ["%5D", "]"], ["%3A", ":"]];

/** @param {URLSearchParams} state */
function text(state) {
  return PRETTY.reduce((made, [code, sign]) => made.replaceAll(code, sign), state.toString());
}

/** An address without what is only about the picture: two of the same question have the same answer. @param {string} search */
function question(search) {
  const picture = ([name]) => name === "vis" || name === "stack" || name === "trend" || name.startsWith("c[");
  return text(new URLSearchParams([...new URLSearchParams(search)].filter((pair) => !picture(pair))));
}

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

class ExplorePage extends HTMLElement {
  connectedCallback() {
    this.state = new URLSearchParams(location.search);
    this.stop = new AbortController();
    /** @param {string} name @param {(event: any) => void} act @param {EventTarget} on */
    const on = (name, act, on = document) => on.addEventListener(name, act, { signal: this.stop?.signal });
    on("field:toggle", (event) => this.toggle(event.detail));
    on("field:pivot", (event) => this.pivot(event.detail));
    on("field:filter", (event) => this.addFilter(event.detail));
    on("filter:change", (event) => this.set(`f[${event.detail.field}]`, event.detail.expression));
    on("query:set", ({ detail: { name, value } }) => (value ? this.set(name, value) : this.drop(name)));
    on("query:replace", (event) => this.replace(event.detail));
    on("filter:remove", (event) => this.drop(`f[${event.detail}]`));
    on("chart:set", (event) => this.dress(event.detail));
    on("click", (event) => this.click(event));
    on("change", (event) => this.choose(event.target));
    on("keydown", (event) => this.key(event));
    on("popstate", () => this.restore(), window);
    queueMicrotask(() => this.changed(false));
  }

  disconnectedCallback() {
    this.stop?.abort();
  }

  /** What a field means depends on: the query's own fields and its zone. */
  context() {
    return [...(this.state ?? [])].filter(([name]) => name === "custom" || name === "tz");
  }

  /** @param {string} name */
  list(name) {
    return (this.state?.get(name) ?? "").split(",").filter(Boolean);
  }

  /** @param {string} name @param {string[]} values */
  setList(name, values) {
    if (values.length) this.state?.set(name, values.join(","));
    else this.state?.delete(name);
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    this.state?.set(name, value);
    this.changed();
  }

  /** @param {string} name */
  drop(name) {
    this.state?.delete(name);
    this.changed();
  }

  /** @param {string} field */
  toggle(field) {
    const fields = this.list("fields");
    const used = fields.includes(field);
    this.setList("fields", used ? fields.filter((one) => one !== field) : [...fields, field]);
    if (used) {
      this.setList("fill_fields", this.list("fill_fields").filter((one) => one !== field));
      this.setList("pivots", this.list("pivots").filter((one) => one !== field));
      this.setList("sorts", this.list("sorts").filter((one) => one.split(" ")[0] !== field));
    }
    this.tidy();
    this.changed();
  }

  /** @param {string} field */
  pivot(field) {
    const pivots = this.list("pivots");
    this.setList("pivots", pivots.includes(field) ? pivots.filter((one) => one !== field) : [...pivots, field]);
    if (!this.list("fields").includes(field)) this.setList("fields", [...this.list("fields"), field]);
    this.tidy();
    this.changed();
  }

  /** Switches that the chosen fields leave no room for go off, so that the question can be asked. */
  tidy() {
    const pivots = this.list("pivots");
    const isDimension = (/** @type {string} */ field) => document.querySelector(`[data-field="${CSS.escape(field)}"][data-hue="dim"]`);
    const levels = this.list("fields").filter((field) => !pivots.includes(field) && isDimension(field)).length;
    if (levels < 2) this.state?.delete("subtotal");
    if (pivots.length) return;
    this.state?.delete("row_total");
    this.setList("sorts", this.list("sorts").filter((sort) => !sort.includes("[")));
  }

  /** Another query in the place of this one, not run yet. @param {string} search */
  replace(search) {
    const before = this.list("fields").length;
    this.state = new URLSearchParams(search);
    if (this.list("fields").length < before) this.tidy();
    this.changed();
  }

  /** @param {string} field */
  async addFilter(field) {
    const there = () => /** @type {any} */ (document.querySelector(`#filters > filter-editor[data-field="${CSS.escape(field)}"]`));
    if (there()) return there().open();
    const query = new URLSearchParams([...this.context(), ["field", field]]);
    const response = await fetch(`${this.dataset.filter}?${query}`);
    if (!response.ok) return toast("The filter could not be opened. Try again.");
    const drawn = await response.text();
    if (there()) return; // it was asked for twice
    document.querySelector("[data-add-filter]")?.insertAdjacentHTML("beforebegin", drawn);
    this.set(`f[${field}]`, "");
    there()?.open();
  }

  get pending() { return text(new URLSearchParams(this.state)) !== text(new URLSearchParams(location.search)); }

  /** The query differs from what is shown: say so, and let the parts follow. */
  changed(pending = true) {
    byId("run").toggleAttribute("data-pending", pending && this.pending);
    document.dispatchEvent(new CustomEvent("explore:state", { detail: this.state }));
  }

  async run() {
    await Promise.all([...document.querySelectorAll("filter-editor")].map((one) => /** @type {any} */ (one).settled()));
    const query = `?${text(/** @type {any} */ (this.state))}`;
    const again = query !== location.search && question(query) === question(location.search);
    if (query !== location.search) history.pushState({}, "", query);
    await /** @type {any} */ (byId("result")).load(false, again);
  }

  /** Settings of the chart go to what is shown; what is still being picked stays so. @param {[string, string][]} changes */
  async dress(changes) {
    const shown = new URLSearchParams(location.search);
    for (const state of [shown, /** @type {URLSearchParams} */ (this.state)]) {
      for (const [name, value] of changes) if (value) state.set(name, value);
        else state.delete(name);
    }
    if (`?${text(shown)}` === location.search) return;
    history.pushState({}, "", `?${text(shown)}`);
    await /** @type {any} */ (byId("result")).load(false, true);
  }

  async restore() {
    this.state = new URLSearchParams(location.search);
    this.changed(false);
    await /** @type {any} */ (byId("result")).load(true);
  }

  /** @param {MouseEvent} event */
  click(event) {
    const target = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-run], a[data-go-query]"));
    if (link && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      return link.dataset.run ? this.follow(link, event.shiftKey) : this.go(link.search);
    }
    if (target.closest("#run")) this.run();
  }

  /** A link names the parameter it changes; the rest of the query stays as it is on the screen. */
  follow(/** @type {HTMLAnchorElement} */ link, /** @type {boolean} */ also) {
    const name = link.dataset.run ?? "";
    const wanted = new URLSearchParams(also && link.dataset.also ? link.dataset.also : link.search).get(name);
    if (wanted) this.set(name, wanted);
    else this.drop(name);
    this.run();
  }

  /** @param {string} search */
  go(search) {
    history.pushState({}, "", search || "?");
    this.restore();
  }

  /** @param {EventTarget | null} target */
  choose(target) {
    if (!(target instanceof HTMLElement)) return;
    if (target.matches("[data-param]")) {
      const { value, dataset } = /** @type {HTMLSelectElement} */ (target);
      if (value) this.state?.set(dataset.param ?? "", value);
      else this.state?.delete(dataset.param ?? "");
    } else if (target.matches("[data-flag]")) {
      const box = /** @type {HTMLInputElement} */ (target);
      if (box.checked) this.state?.set(box.dataset.flag ?? "", "1");
      else this.state?.delete(box.dataset.flag ?? "");
    } else return;
    this.run();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.run();
    }
    const header = /** @type {Element} */ (event.target).closest?.("a[data-also]");
    if (header && event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      this.follow(/** @type {HTMLAnchorElement} */ (header), true);
    }
  }
}

customElements.define("explore-page", ExplorePage);
