// <filter-groups>: groups of filters in the panel, joined by any or all. What stands on the screen is the tree: each change
// writes it as JSON into the query's "where". Filters inside are <filter-editor>s, whose news stop here.
const WAIT_MS = 300;

/** @param {Element} one @returns {Record<string, unknown>} */
function written(one) {
  const { field = "", expression = "" } = /** @type {HTMLElement} */ (one).dataset;
  if (one.matches("filter-editor")) return { field, is: expression };
  if (one.matches("[data-said]")) return { expression: one.querySelector("input")?.value ?? "" };
  const parts = [...one.children].filter((part) => part.matches("filter-editor, [data-said], [data-group]"));
  return { [one.querySelector("select")?.value ?? "any"]: parts.map(written) };
}

class FilterGroups extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const panel = /** @type {HTMLElement} */ (document.getElementById("filters"));
    /** @param {string} name @param {(event: any) => void} act @param {EventTarget} where */
    const on = (name, act, where = panel, capture = false) =>
      where.addEventListener(name, act, { signal: this.stop?.signal, capture });
    on("click", (event) => this.click(event.target), document);
    on("field:filter", (event) => this.chosen(event), document, true);
    on("filter:change", (event) => this.inside(event));
    on("filter:remove", (event) => this.inside(event));
    on("change", (event) => event.target.matches(".group-join") && this.write(event.target));
    on("input", (event) => event.target.matches('[name="said"]') && this.typed(event.target));
    this.panel = panel;
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  get page() { return /** @type {any} */ (document.querySelector("explore-page")); }

  /** @param {Element} target */
  click(target) {
    const adds = target.closest("[data-add-filter]");
    if (adds) this.waiting = adds.closest("[data-group]");
    else if (!target.closest("field-picker")) this.waiting = null;
    if (target.closest("[data-new-group]")) this.add("group", this.panel);
    if (target.closest("[data-loosen]")) this.loosen();
    const part = /** @type {HTMLElement | null} */ (target.closest("[data-add-part]"));
    if (part) this.add(part.dataset.addPart ?? "", part.closest("[data-group]"));
    if (target.closest("[data-remove-part]")) this.remove_(target.closest("[data-group], [data-said]"));
  }

  /** The field that is picked for a group goes there. @param {CustomEvent} event */
  async chosen(event) {
    const group = this.waiting;
    if (!group?.isConnected) return;
    event.stopImmediatePropagation();
    this.waiting = null;
    const html = await this.ask(this.page.dataset.filter, [["field", event.detail]]);
    const made = html && this.put(group, html);
    if (!made) return;
    this.write(made);
    /** @type {any} */ (made).open();
  }

  /** @param {string} kind @param {Element | null | undefined} into */
  async add(kind, into) {
    const html = await this.ask(this.dataset.where ?? "", [["part", kind]]);
    if (!html || !into) return;
    const made = this.put(into, html);
    this.write(made);
    /** @type {HTMLElement | null} */ (made.querySelector("input, [data-add-filter]"))?.focus();
  }

  /** The filters that all applied become a group of which one is enough. */
  async loosen() {
    await this.add("group", this.panel);
    const group = /** @type {Element} */ (this.panel?.lastElementChild);
    for (const one of this.panel?.querySelectorAll(":scope > filter-editor") ?? []) {
      group.querySelector("[data-tools]")?.before(one);
      this.set(`f[${/** @type {HTMLElement} */ (one).dataset.field}]`, "");
    }
    this.write(group);
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    document.dispatchEvent(new CustomEvent("query:set", { detail: { name, value } }));
  }

  /** @param {Element} into @param {string} html */
  put(into, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const made = /** @type {Element} */ (holder.content.firstElementChild);
    const tools = [...into.children].find((one) => one.matches("[data-tools]"));
    if (tools) tools.before(made);
    else into.append(made);
    return made;
  }

  /** @param {string} address @param {string[][]} more */
  async ask(address, more) {
    const response = await fetch(`${address}?${new URLSearchParams([...this.page.context(), ...more])}`).catch(() => null);
    return response?.ok ? response.text() : "";
  }

  /** News of a filter that stands in a group. @param {CustomEvent} event */
  inside(event) {
    const one = /** @type {Element} */ (event.target);
    const group = one.closest("[data-group]");
    if (!group) return;
    event.stopPropagation();
    queueMicrotask(() => this.write(group));
  }

  /** @param {Element | null} part */
  remove_(part) {
    const around = part?.parentElement?.closest("[data-group]");
    part?.remove();
    this.write(around ?? null);
    /** @type {HTMLElement | null} */ ((around ?? this.panel)?.querySelector("[data-add-filter]"))?.focus();
  }

  /** @param {Element} box */
  typed(box) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.write(box), WAIT_MS);
  }

  /** The groups as they stand, into the query. @param {Element | null} changed */
  write(changed) {
    const roots = [...(this.panel?.children ?? [])].filter((one) => one.matches("[data-group]"));
    const trees = roots.map(written);
    const value = trees.length > 1 ? { all: trees } : trees[0];
    this.set("where", value ? JSON.stringify(value) : "");
    const root = roots.find((one) => one.contains(changed));
    if (root) this.explain(root);
  }

  /** What the group lets through, in words. @param {Element} root */
  async explain(root) {
    const asked = JSON.stringify(written(root));
    const html = await this.ask(this.dataset.where ?? "", [["where", asked]]);
    if (asked !== JSON.stringify(written(root))) return; // it has changed since, and its words are on their way
    root.querySelector(":scope > .group-words")?.remove();
    root.insertAdjacentHTML("beforeend", html);
  }
}

customElements.define("filter-groups", FilterGroups);
