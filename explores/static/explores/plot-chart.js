// <plot-chart>: draws the figure of its JSON script with Plotly, in the colours of the page's tokens.
// A figure names tokens ("--ink3", "--slot1/16"), so a change of theme only paints it again.
const COLOUR_KEY = /colou?r(s|way|scale)?$/;
const TOKEN = /^(--[\w-]+?)(?:\/(\d+))?$/;
const NARROW = 560; // px below which names move from the ends of lines into a legend
const TICK = 58; // px that one tick label needs

/** @type {Promise<any> | undefined} */
let library;

/** @param {string} source */
function load(source) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => resolve(/** @type {any} */ (window).Plotly);
    script.onerror = () => reject(new Error("The chart library did not load."));
    document.head.append(script);
  });
  return library;
}

/** How far a click is from a mark; of columns on one another, the one whose top is next above. @param {any} mark @param {number} x @param {number} y */
function away(mark, x, y) {
  const box = mark.bbox;
  if (!box) return 0;
  const aside = Math.max(box.x0 - x, x - box.x1, 0);
  const [top, bottom] = [Math.min(box.y0, box.y1), Math.max(box.y0, box.y1)];
  if (mark.data.type === "bar" && mark.data.orientation !== "h") return aside * 1000 + (y >= top - 1 ? y - top : 10000);
  return aside * (mark.data.type === "bar" ? 1 : 1000) + Math.max(top - y, y - bottom, 0);
}

class PlotChart extends HTMLElement {
  async connectedCallback() {
    this.figure = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
    this.plot = /** @type {HTMLElement} */ (this.querySelector(".plot"));
    this.colours = new Map();
    try {
      this.plotly = await load(this.dataset.plotly ?? "");
    } catch (error) {
      this.plot.textContent = `${/** @type {Error} */ (error).message} The table below has all figures.`;
      return;
    }
    if (!this.isConnected) return;
    this.listen();
    this.draw();
  }

  disconnectedCallback() {
    this.stop?.abort();
    this.resizes?.disconnect();
    this.themes?.disconnect();
    if (this.plotly && this.plot) this.plotly.purge(this.plot);
  }

  listen() {
    this.stop = new AbortController();
    const again = () => this.draw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again, { signal: this.stop.signal });
    this.themes = new MutationObserver(again);
    this.themes.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.resizes = new ResizeObserver(() => this.clientWidth !== this.drawnWidth && this.draw());
    this.resizes.observe(this);
  }

  draw() {
    if (!this.plot || !this.clientWidth) return;
    this.drawnWidth = this.clientWidth;
    this.colours = new Map();
    const { data, layout, config } = this.painted(this.figure, false);
    let meta = layout.meta ?? {};
    config.topojsonURL = new URL("outlines/", new URL(this.dataset.plotly ?? "", document.baseURI)).href;
    if (this.clientWidth < NARROW && meta.narrow) {
      const { traces = {}, ...rest } = this.painted(meta.narrow, false);
      Object.assign(layout, rest);
      meta = { ...meta, ...rest.meta };
      for (const trace of data) Object.assign(trace, traces);
    }
    const height = meta.height ?? (this.closest(".tile") ? 0 : meta.tall); // what may be of any height takes its tile's
    this.plot.style.height = height ? `${height}px` : "";
    if (meta.ground) this.fit(layout.annotations, meta.ground);
    if (meta.ticks?.length) this.thin(layout, meta.ticks, meta.room);
    this.plotly.react(this.plot, data, { ...layout, width: this.plot.clientWidth, height: this.plot.clientHeight }, config);
    if (!this.dataset.drawn) /** @type {any} */ (this.plot).on("plotly_click", (/** @type {any} */ event) => this.told(event));
    this.dataset.drawn = "true";
  }

  /** A click on a mark, told as the row and column that it stands for. @param {any} event */
  told(event) {
    const { rows, series } = this.figure.drill ?? {};
    const frame = /** @type {HTMLElement} */ (this.plot).getBoundingClientRect();
    const [x, y] = [event.event.clientX - frame.left, event.event.clientY - frame.top];
    const marks = event.points.filter((/** @type {any} */ one) => one.label !== undefined || series?.[one.data.name]);
    const mark = marks.sort((/** @type {any} */ one, /** @type {any} */ other) => away(one, x, y) - away(other, x, y))[0];
    if (!mark || !rows) return;
    const place = String(mark.label ?? (mark.data.orientation === "h" ? mark.y : mark.x)).replaceAll("\u200b", "");
    const [field, pivot] = series[mark.data.name] ?? series[place] ?? Object.values(series)[0] ?? [];
    const row = rows[place] ?? rows[place.slice(0, 10)] ?? (Object.keys(rows).length < 2 ? Object.values(rows)[0] ?? "[]" : undefined);
    if (!field || row === undefined) return;
    const box = new DOMRect(event.event.clientX, event.event.clientY, 1, 1);
    this.dispatchEvent(new CustomEvent("chart:mark", { bubbles: true, detail: { told: { field, row, pivot }, box } }));
  }

  /** Words keep their room on a ground of another size. */
  fit(/** @type {any[]} */ notes, /** @type {number[]} */ [wide, high]) {
    const plot = /** @type {HTMLElement} */ (this.plot);
    const scale = Math.min(plot.clientWidth / wide, plot.clientHeight / high);
    for (const note of notes) note.font.size *= scale;
  }

  /** As many ticks as fit; the year on the first and on the first of each new year. */
  thin(/** @type {any} */ layout, /** @type {string[][]} */ ticks, /** @type {number | undefined} */ turned) {
    const room = /** @type {HTMLElement} */ (this.plot).clientWidth - layout.margin.l - layout.margin.r;
    const longest = Math.max(...ticks.map((tick) => tick[1].length));
    const step = Math.max(1, Math.ceil((ticks.length * (turned ?? Math.max(TICK, longest * 7))) / Math.max(room, 1)));
    const kept = ticks.filter((_, place) => place % step === 0);
    let year = "";
    layout.xaxis.tickvals = kept.map((tick) => tick[0]);
    layout.xaxis.ticktext = kept.map(([, brief, full]) => {
      const same = full.slice(-2) === year;
      if (full !== brief) year = full.slice(-2);
      return same ? brief : full;
    });
  }

  /** A copy with tokens under colour keys resolved. @param {any} value @param {boolean} inside */
  painted(value, inside) {
    if (Array.isArray(value)) return value.map((part) => this.painted(part, inside));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, this.painted(part, COLOUR_KEY.test(key))]));
    }
    return inside && typeof value === "string" ? this.colour(value) : value;
  }

  /** @param {string} name */
  colour(name) {
    const found = TOKEN.exec(name);
    if (!found) return name;
    if (!this.colours.has(found[1])) {
      const probe = document.createElement("span");
      probe.style.color = `var(${found[1]})`;
      this.append(probe);
      this.colours.set(found[1], getComputedStyle(probe).color);
      probe.remove();
    }
    const value = this.colours.get(found[1]);
    return found[2] ? value.replace(/rgb\((.*)\)/, `rgba($1, ${Number(found[2]) / 100})`) : value;
  }
}

customElements.define("plot-chart", PlotChart);
