// <explore-result>: asks for the result of the address, tells how long it takes and stops it, and keeps open what a
// person had open. Stop reaches the engine: each run has an id, and the server is told when nobody waits for it.
const SLOW_MS = 3000;
const ASK_MS = 2000; // how far a run is, is asked from here on, each second

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

class ExploreResult extends HTMLElement {
  connectedCallback() {
    this.ends = new AbortController();
    const signal = this.ends.signal;
    document.addEventListener("click", (event) => this.click(/** @type {Element} */ (event.target)), { signal });
    document.addEventListener("keydown", (event) => this.key(event), { signal });
    window.addEventListener("pagehide", () => this.leave(), { signal });
    if (this.hasAttribute("data-waiting")) this.load();
  }

  disconnectedCallback() {
    this.ends?.abort();
    this.leave();
  }

  /** Shows the result of the address. The last one stays until it is there. ``again``: only its looks change. */
  async load(withFilters = false, again = false) {
    this.leave();
    const request = (this.request = new AbortController());
    this.run = newRun();
    this.classList.add("loading");
    const clock = this.showTime();
    try {
      const headers = { "X-Run": this.run, ...(again && { "X-Again": "1" }) };
      const response = await fetch(`${this.dataset.result}${location.search}`, { signal: request.signal, headers });
      if (response.redirected) return location.reload();
      this.show(response.ok, await response.text(), withFilters);
    } catch (error) {
      if (/** @type {Error} */ (error).name !== "AbortError") toast("The server did not answer. Check the connection and run again.");
    } finally {
      clearInterval(clock);
      if (request === this.request) this.settle();
    }
  }

  /** Nobody waits for the run any more: end it here and in the engine. */
  leave() {
    if (!this.run) return;
    const body = new URLSearchParams({ run: this.run, csrfmiddlewaretoken: this.dataset.token ?? "" });
    fetch(this.dataset.stop ?? "", { method: "POST", body, keepalive: true }).catch(() => {});
    this.request?.abort();
    this.settle();
  }

  settle() {
    this.run = "";
    this.classList.remove("loading");
    byId("still").hidden = true;
    byId("still").querySelector(".run-progress")?.replaceChildren();
  }

  stop() {
    this.leave();
    if (!this.hasAttribute("data-waiting")) return toast("Stopped. The last result is still shown.");
    this.innerHTML = '<p class="empty" role="status">Stopped. Change the question, or run it again.</p>';
  }

  /** After three seconds a strip tells the time and how far the run is, and can stop it. */
  showTime() {
    const start = Date.now();
    return setInterval(() => {
      const taken = Date.now() - start;
      byId("still").hidden = taken < SLOW_MS;
      const seconds = byId("still").querySelector("[data-seconds]");
      if (seconds) seconds.textContent = `${Math.round(taken / 1000)} s`;
      if (taken >= ASK_MS && taken % 1000 < 500) this.showProgress();
    }, 500);
  }

  async showProgress() {
    const run = this.run;
    const answer = await fetch(`${byId("still").dataset.progress}?run=${run}`).catch(() => null);
    const html = answer?.status === 200 ? await answer.text() : "";
    const shown = byId("still").querySelector(".run-progress");
    if (html && shown && run && run === this.run) shown.innerHTML = html;
  }

  /** @param {boolean} good @param {string} html @param {boolean} withFilters */
  show(good, html, withFilters) {
    byId("run").toggleAttribute("data-pending", /** @type {any} */ (document.querySelector("explore-page")).pending); // more may be picked by now
    byId("problem").innerHTML = good ? "" : html;
    if (this.hasAttribute("data-waiting")) this.replaceChildren();
    byId("problem").querySelector("[data-last-kept]")?.toggleAttribute("hidden", !this.children.length);
    this.removeAttribute("data-waiting");
    if (!good) return;
    this.swap(html);
    const title = this.querySelector("[data-title]")?.getAttribute("data-title") ?? this.dataset.explore ?? "";
    byId("title").textContent = title;
    document.title = `${title} · Sextant`;
    const fresh = byId("fresh-filters");
    if (withFilters && fresh instanceof HTMLTemplateElement) byId("filters").replaceChildren(fresh.content.cloneNode(true));
  }

  /** Replaces the pane and keeps the open tab and the control in focus. @param {string} html */
  swap(html) {
    const controls = () => [...this.querySelectorAll("a, button, select, input")];
    const focused = controls().indexOf(/** @type {Element} */ (document.activeElement));
    const tab = this.querySelector('[role="tab"][aria-selected="true"]')?.id;
    this.innerHTML = html;
    if (tab && tab !== "tab-results") this.openTab(tab);
    const again = focused >= 0 ? controls()[focused] : null;
    const menu = again?.closest("[popover]"); // closed with the old page: back to the button that opens it
    const target = menu ? this.querySelector(`[popovertarget="${menu.id}"]`) : again;
    if (target instanceof HTMLElement) target.focus();
  }

  /** @param {Element} target */
  click(target) {
    if (target.closest("[data-stop-run]")) return this.stop();
    const tab = target.closest('.data-tabs [role="tab"]')?.id ?? target.closest("[data-show-tab]")?.getAttribute("data-show-tab");
    if (tab) this.openTab(tab);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape" && this.run && !byId("still").hidden) return this.stop();
    const tab = /** @type {Element} */ (event.target).closest?.('.data-tabs [role="tab"]');
    const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !move) return;
    const tabs = [...this.querySelectorAll('.data-tabs [role="tab"]')];
    const next = /** @type {HTMLElement} */ (tabs[(tabs.indexOf(tab) + move + tabs.length) % tabs.length]);
    this.openTab(next.id);
    next.focus();
  }

  /** @param {string} id */
  openTab(id) {
    for (const tab of this.querySelectorAll('.data-tabs [role="tab"]')) {
      const chosen = tab.id === id;
      tab.setAttribute("aria-selected", String(chosen));
      tab.setAttribute("tabindex", chosen ? "0" : "-1");
      byId(tab.getAttribute("aria-controls") ?? "").hidden = !chosen;
    }
    if (id === "tab-sql") this.layOutSql();
  }

  /** SQL is laid out when somebody looks at it: that can take longer than the query. */
  async layOutSql() {
    const shown = byId("sql-text");
    if (shown.textContent) return;
    const response = await fetch(`${this.dataset.sql}${location.search}`).catch(() => null);
    shown.textContent = response ? await response.text() : "The server did not answer. Open this tab again.";
    shown.removeAttribute("aria-busy");
  }
}

customElements.define("explore-result", ExploreResult);
