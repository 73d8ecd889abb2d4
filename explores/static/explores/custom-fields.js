// <custom-fields>: the dialogs in which a query's own fields are made, and their section in the picker. The server draws
// the dialog, says what is wrong with it and where, and gives the query with the field; nothing runs until Run.
const WAIT_MS = 250;

/** @param {string} html */
function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content;
}

class CustomFields extends HTMLElement {
  connectedCallback() {
    this.dialog = /** @type {HTMLDialogElement} */ (this.querySelector("dialog"));
    this.known = new URLSearchParams(location.search).get("custom") ?? "";
    this.stop = new AbortController();
    /** @param {string} name @param {(event: any) => void} act @param {EventTarget} on */
    const on = (name, act, on = this.dialog) => on?.addEventListener(name, act, { signal: this.stop?.signal });
    on("click", (event) => this.click(event.target), document);
    on("explore:state", (event) => this.follow(event.detail), document);
    on("field:more", (event) => this.more(event.detail), document);
    on("input", () => this.typed());
    on("submit", (event) => this.save(event));
    on("cancel", (event) => this.leave(event));
    on("keydown", (event) => this.key(event));
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  get page() { return /** @type {any} */ (document.querySelector("explore-page")); }

  /** @param {Element} target */
  click(target) {
    const asked = /** @type {HTMLElement | null} */ (target.closest("[data-custom], [data-query], [data-act='copy-id']"));
    if (asked?.dataset.query) this.replace(asked.dataset.query);
    else if (asked?.dataset.custom) this.open(asked.dataset.custom);
    else if (asked) this.copy(asked.dataset.field ?? "");
    if (!this.dialog?.contains(target)) return;
    if (target.closest("[data-close]")) return this.dialog.close();
    if (target.closest("[data-remove-row]")) {
      target.closest(".custom-row")?.remove();
      this.typed();
    }
    const blank = /** @type {HTMLTemplateElement} */ (target.closest("[data-add-row]")?.previousElementSibling);
    if (!blank) return;
    blank.before(blank.content.cloneNode(true));
    /** @type {HTMLElement} */ (blank.previousElementSibling?.querySelector("input, select")).focus();
  }

  /** @param {string} field */
  async copy(field) {
    const done = await navigator.clipboard.writeText(field).then(() => true, () => false);
    toast(done ? `${field} copied.` : `The browser did not allow copying. The id is ${field}.`);
  }

  /** The menu of a row of the picker. @param {HTMLElement} row */
  more(row) {
    /** @type {any} */ (document.querySelector("column-menu")).open(row, undefined, this.dataset.menu);
  }

  /** Another query, which nothing runs yet; the filters are drawn anew where they are others. @param {string} search */
  async replace(search) {
    const filters = () => [...this.page.state].filter(([name]) => name === "where" || name.startsWith("f[")).join();
    const before = filters();
    document.dispatchEvent(new CustomEvent("query:replace", { detail: search }));
    if (filters() === before) return;
    const panel = document.getElementById("filters");
    const response = await fetch(`${this.dataset.filters}?${this.page.state}&part=panel`).catch(() => null);
    if (response?.ok && panel) panel.innerHTML = await response.text();
  }

  /** @param {string} [step] @param {string | FormData} given */
  send(step, given) {
    const body = new URLSearchParams(/** @type {any} */ (given));
    body.set("state", this.page.state.toString());
    body.set("csrfmiddlewaretoken", this.dataset.token ?? "");
    return fetch(`${this.dataset.address}/${step}`, { method: "POST", body });
  }

  /** @param {string} given the field's name, or the kind of a new one and what is known of it */
  async open(given) {
    for (const menu of document.querySelectorAll("[popover]:popover-open")) /** @type {HTMLElement} */ (menu).hidePopover();
    const response = await this.send("form", given).catch(() => null);
    if (!response?.ok || !this.dialog) return toast("The dialog could not be opened. Try again.");
    this.dialog.innerHTML = await response.text();
    this.warned = this.edited = false;
    this.mirror();
    this.dialog.showModal();
    if (given.includes("name=")) this.check();
  }

  get form() { return /** @type {HTMLFormElement} */ (this.dialog?.querySelector("form")); }

  typed() {
    this.edited = true;
    this.dialog?.querySelector("textarea")?.removeAttribute("aria-invalid");
    this.mirror();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), WAIT_MS);
  }

  async check() {
    const round = (this.round = (this.round ?? 0) + 1);
    const response = await this.send("check", new FormData(this.form)).catch(() => null);
    if (response?.ok && round === this.round && this.dialog?.open) this.tell(await response.text());
  }

  /** What the field is, or what is wrong with it; a line for each row stands under the row. @param {string} html */
  tell(html) {
    const content = parsed(html);
    const lines = [...content.querySelectorAll("[data-row-told]")];
    this.dialog?.querySelectorAll(".row-told").forEach((slot, place) => slot.replaceChildren(...(lines[place]?.childNodes ?? [])));
    const told = /** @type {HTMLElement} */ (content.querySelector("[data-told]"));
    this.dialog?.querySelector("[data-told]")?.replaceWith(told);
    const { start, end } = told.dataset;
    this.dialog?.querySelector("textarea")?.setAttribute("aria-invalid", String(start !== undefined));
    this.mirror(start, end);
  }

  /** Behind the expression lies the same text, with the place of the fault marked. @param {string} [start] @param {string} [end] */
  mirror(start, end) {
    const [box, mirror] = [this.dialog?.querySelector("textarea"), this.dialog?.querySelector(".expression-mirror")];
    if (!box || !mirror) return;
    const from = Number(start ?? box.value.length);
    const until = Math.max(Number(end ?? from), from + (start === undefined ? 0 : 1));
    const mark = document.createElement("mark");
    mark.textContent = box.value.slice(from, until) || (start === undefined ? "" : " ");
    mirror.replaceChildren(box.value.slice(0, from), mark, `${box.value.slice(until)}\n`);
    mirror.scrollTop = box.scrollTop;
    box.onscroll = () => (mirror.scrollTop = box.scrollTop);
  }

  /** @param {SubmitEvent} event */
  async save(event) {
    event.preventDefault();
    clearTimeout(this.timer);
    const response = await this.send("save", new FormData(this.form)).catch(() => null);
    if (response?.status === 422) {
      this.round = (this.round ?? 0) + 1;
      this.tell(await response.text());
      return this.dialog?.querySelector("[data-told]")?.scrollIntoView({ block: "nearest" });
    }
    if (!response?.ok) return toast("The field could not be saved. Try again.");
    const { search } = await response.json();
    this.dialog?.close();
    this.replace(search);
  }

  /** What was typed is not thrown away by one key. @param {Event} event */
  leave(event) {
    if (!this.edited || this.warned) return;
    event.preventDefault();
    this.warned = true;
    this.dialog?.querySelector("[data-warning]")?.removeAttribute("hidden");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    event.stopPropagation();
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  /** The section follows the query. @param {URLSearchParams} state */
  async follow(state) {
    const custom = state.get("custom") ?? "";
    const section = document.querySelector("[data-custom-section]");
    if (custom === this.known || !section) return;
    this.known = custom;
    const response = await fetch(`${this.dataset.address}?${state}`).catch(() => null);
    if (!response?.ok || custom !== this.known) return;
    section.innerHTML = await response.text();
    /** @type {any} */ (document.querySelector("field-picker")).refresh(state);
  }
}

customElements.define("custom-fields", CustomFields);
