// <run-options>: run as I click (remembered for this person in this browser), and the list of time zones to choose from.
const WAIT_MS = 600; // as long as a hand rests between two clicks, or in typing

class RunOptions extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.key = `sextant.run-as-i-click.${this.dataset.person}`;
    const box = this.querySelector("input[data-instant]");
    if (box instanceof HTMLInputElement) {
      box.checked = localStorage.getItem(this.key) === "1";
      box.addEventListener("change", () => this.remember(box.checked), { signal });
    }
    document.addEventListener("explore:state", (event) => this.follow(/** @type {CustomEvent} */ (event).detail), { signal });
    document.addEventListener("focusin", (event) => this.offerZones(/** @type {Element} */ (event.target)), { signal });
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
  }

  get instant() { return localStorage.getItem(this.key ?? "") === "1"; }

  /** @param {boolean} on */
  remember(on) {
    localStorage.setItem(this.key ?? "", on ? "1" : "0");
    if (on) this.later();
  }

  /** The address changed: boxes show what it says; where the answer is older than the question, it runs. @param {URLSearchParams} state */
  follow(state) {
    for (const zone of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('[data-param="tz"]'))) zone.value = state.get("tz") ?? "";
    if (this.instant) this.later();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const run = document.getElementById("run");
      if (run?.hasAttribute("data-pending") && document.querySelector('.picker [aria-pressed="true"]')) run.click();
    }, WAIT_MS);
  }

  /** Browsers know the names of all zones; they are listed once somebody goes there. @param {Element} target */
  offerZones(target) {
    const list = document.getElementById("zones");
    if (!target.matches?.('[data-param="tz"]') || !list || list.children.length) return;
    for (const zone of ["UTC", ...Intl.supportedValuesOf("timeZone")]) list.append(new Option(zone, zone));
  }
}

customElements.define("run-options", RunOptions);
