// <data-table>: what a table needs beyond its HTML: a style sheet of its own (colours of rules, sizes, columns that stay
// in sight), groups of a subtotal that fold, and heads that are dragged to another place.
/** @type {Record<string, [string, string]>} */
const WORDS = { bold: ["font-weight", "600"], italic: ["font-style", "italic"], struck: ["text-decoration", "line-through"] };
let tables = 0;

class DataTable extends HTMLElement {
  connectedCallback() {
    this.dataset.table = String((tables += 1));
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets.push(this.sheet);
    this.paint();
    for (const [name, property] of [["size", "--table-size"], ["headSize", "--head-size"]]) {
      if (this.dataset[name]) this.style.setProperty(property, `${this.dataset[name]}px`);
    }
    this.stop = new AbortController();
    const signal = this.stop.signal;
    this.addEventListener("click", (event) => this.click(/** @type {Element} */ (event.target)), { signal });
    for (const name of ["dragstart", "dragover", "dragend", "drop"]) {
      this.addEventListener(name, (event) => this.drag(/** @type {DragEvent} */ (event)), { signal });
    }
    if (!this.dataset.frozen) return;
    this.resizes = new ResizeObserver(() => this.freeze(Number(this.dataset.frozen)));
    this.resizes.observe(/** @type {Element} */ (this.querySelector("table")));
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.resizes?.disconnect();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.sheet);
  }

  /** A new rule of this table alone. @param {string} selector */
  rule(selector) {
    const sheet = /** @type {CSSStyleSheet} */ (this.sheet);
    sheet.insertRule(`[data-table="${this.dataset.table}"] ${selector} {}`, sheet.cssRules.length);
    return /** @type {CSSStyleRule} */ (sheet.cssRules[sheet.cssRules.length - 1]).style;
  }

  /** The colours of the cells that rules mark: f0, f1 … */
  paint() {
    const paints = JSON.parse(this.querySelector('script[type="application/json"]')?.textContent ?? "[]");
    for (const [place, [background, ink, dark, words]] of paints.entries()) {
      const style = this.rule(`.table tr > .f${place}`);
      if (background) style.setProperty("background-color", background);
      if (ink) style.setProperty("color", `light-dark(${ink}, ${dark})`);
      for (const word of words) style.setProperty(...WORDS[word]);
    }
  }

  /** The first columns stay where they are. @param {number} count */
  freeze(count) {
    const sheet = /** @type {CSSStyleSheet} */ (this.sheet);
    for (let place = sheet.cssRules.length - 1; place >= 0; place -= 1) {
      if (/** @type {CSSStyleRule} */ (sheet.cssRules[place]).selectorText.includes("nth-child")) sheet.deleteRule(place);
    }
    const heads = /** @type {HTMLElement[]} */ ([...this.querySelectorAll("thead tr:last-child > *")]).slice(0, count);
    let left = 0;
    heads.forEach((head, place) => {
      for (const [part, layer] of [["thead", "3"], ["tbody", "1"], ["tfoot", "2"]]) {
        const style = this.rule(`${part} tr:not(.th-groups) > :nth-child(${place + 1})`);
        style.setProperty("position", "sticky");
        style.setProperty("left", `${left}px`);
        style.setProperty("z-index", layer);
        if (place === heads.length - 1) style.setProperty("border-right", "1px solid var(--line2)");
      }
      left += head.offsetWidth;
    });
  }

  /** @param {Element} target */
  click(target) {
    const button = target.closest(".fold");
    if (!button) return;
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") === "false"));
    this.fold(/** @type {HTMLElement} */ (button.closest("tr")));
  }

  /** Shows or hides the rows above a subtotal that are its group; what is folded inside stays so. @param {HTMLElement} subtotal */
  fold(subtotal) {
    const folded = (/** @type {Element} */ row) => row.querySelector(".fold")?.getAttribute("aria-expanded") === "false";
    const level = Number(subtotal.dataset.level);
    let above = folded(subtotal) ? level : Infinity;
    for (let row = subtotal.previousElementSibling; row instanceof HTMLElement; row = row.previousElementSibling) {
      const own = Number(row.dataset.level ?? Infinity);
      if (own <= level) return;
      if (own <= above && above > level) above = Infinity;
      row.hidden = above < own;
      if (above === Infinity && folded(row)) above = own;
    }
  }

  /** A head dropped on another of its kind takes its place. @param {DragEvent} event */
  drag(event) {
    const head = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest?.("th[data-head]"));
    const kind = (/** @type {Element | undefined} */ one) => one?.className.match(/th-(dim|mea|calc|group)/)?.[0];
    if (event.type === "dragstart") {
      this.dragged = head ?? undefined;
      return event.dataTransfer?.setData("text/plain", head?.dataset.head ?? "");
    }
    const fits = head && this.dragged && head !== this.dragged && kind(head) === kind(this.dragged);
    if (fits) event.preventDefault();
    for (const one of this.querySelectorAll(".drop-here")) one.classList.remove("drop-here");
    if (event.type === "dragover") return head?.classList.toggle("drop-here", Boolean(fits));
    if (event.type === "drop" && fits) this.move(this.dragged?.dataset.head ?? "", head.dataset.head ?? "");
    this.dragged = undefined;
  }

  /** @param {string} from @param {string} to */
  move(from, to) {
    const page = /** @type {any} */ (document.querySelector("explore-page"));
    const [name, place] = [from.split(" ")[0], to.split(" ")[0]];
    const fields = page.list("fields");
    const rest = fields.filter((/** @type {string} */ one) => one !== name);
    rest.splice(rest.indexOf(place) + (fields.indexOf(name) < fields.indexOf(place) ? 1 : 0), 0, name);
    page.setList("fields", rest);
    page.changed();
    page.run();
  }
}

customElements.define("data-table", DataTable);
