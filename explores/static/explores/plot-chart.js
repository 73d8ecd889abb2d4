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
    this.dataset.drawn = "true";
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
