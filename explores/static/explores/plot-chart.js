// <plot-chart>: draws the figure of its JSON script with Plotly, in the colours of the page's tokens.
// A figure names tokens ("--ink3", "--slot1/16"), so a change of theme only paints it again.
const COLOUR_KEY = /colou?r(s|way|scale)?$/;
const TOKEN = /^(--[\w-]+?)(?:\/(\d+))?$/;
const NARROW = 560; // px below which names move from the ends of lines into a legend
const LETTER = 6; // px, of a tick label

/** @type {Promise<any> | undefined} */
let library;

/** @param {string} source */
function load(source) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => document.fonts.ready.then(() => resolve(/** @type {any} */ (window).Plotly)); // it measures words
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
  if (mark.data.mode === "text") return (mark.data.textposition === "top center" ? y <= bottom : x >= box.x0) ? aside + Math.abs(top - y) : 20000;
  if (mark.data.type === "bar" && mark.data.orientation !== "h") return aside * 1000 + (y >= top - 1 ? y - top : 10000);
  return aside * (mark.data.type === "bar" ? 1 : 1000) + Math.max(top - y, y - bottom, 0);
}

/** The number of the cell that a point stands for. @param {any[]} marks @param {any} one */
function cellOf(marks, one) {
  const held = marks[one.curveNumber ?? 0];
  const list = one.sourceLinks ? held.node : held?.link ?? held;
  if (!Array.isArray(list)) return list;
  return [one.pointNumber ?? one.index].flat().reduce((found, place) => found?.[place], list);
}

/** A name on at most three lines of so many letters; undefined where it does not go. @param {string} name @param {number} most */
function broken(name, most) {
  const lines = (most > 2 && name.match(new RegExp(`\\S.{0,${most - 1}}(?= |$)`, "g"))) || [];
  return lines.length < 4 && lines.join(" ") === name ? lines : undefined;
}

class PlotChart extends HTMLElement {
  async connectedCallback() {
    this.figure = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
    this.plot = /** @type {HTMLElement} */ (this.querySelector(".plot"));
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
    if (!this.querySelector("[data-zoom]")) return; // over a map the page still scrolls
    const pass = (/** @type {any} */ event) => event.ctrlKey || event.metaKey || event.touches?.length > 1 || event.stopPropagation();
    for (const kind of ["wheel", "touchstart"]) this.addEventListener(kind, pass, { capture: true, passive: true, signal: this.stop.signal });
  }

  draw() {
    if (!this.plot || !this.clientWidth) return;
    const first = !this.drawnWidth;
    this.drawnWidth = this.clientWidth;
    this.colours = new Map();
    const { data, layout, config } = this.painted({ ...this.figure, data: this.figure.data.map((/** @type {any} */ one, /** @type {number} */ at) => ({ ...one, ...this.parts?.[at] })) }, false);
    if (matchMedia("(pointer: coarse)").matches && layout.dragmode === "select") layout.dragmode = false; // the page scrolls
    let meta = layout.meta ?? {};
    config.topojsonURL = new URL("outlines/", new URL(this.dataset.plotly ?? "", document.baseURI)).href;
    const narrow = this.clientWidth < NARROW && meta.narrow;
    if (narrow) {
      const { traces = {}, ...rest } = this.painted(meta.narrow, false);
      Object.assign(layout, rest);
      meta = { ...meta, ...rest.meta };
      for (const trace of data) Object.assign(trace, traces);
    }
    const height = Math.max(meta.height, Math.min(this.clientHeight, meta.most ?? 0)) || (this.closest(".tile") ? 0 : meta.tall); // what may be of any height takes its tile's
    const named = this.clientWidth < NARROW && layout.showlegend && !this.closest(".tile") ? Math.min(data.length, 12) : 0;
    this.plot.style.height = height ? `${height}px` : named > 4 ? `${210 + named * 19}px` : ""; // a long legend takes no room from the plot
    if (meta.ground) this.fit(layout.annotations, meta.ground);
    if (meta.ticks?.length) this.thin(layout, meta.ticks, meta.room);
    this.plotly.react(this.plot, data, { ...layout, width: this.plot.clientWidth, height: this.plot.clientHeight }, config).then(() => (this.dataset.drawn = "true")); // a map waits for its outlines
    this.words = narrow ? this.figure.drill?.narrow : this.figure.drill?.words;
    if (first) this.hear(this.plot);
  }

  /** Marks tell what they stand for. @param {any} plot */
  hear(plot) {
    plot.on("plotly_click", (/** @type {any} */ event) => this.at?.button !== 2 && this.clicked(event));
    for (const kind of ["treemap", "sunburst"]) plot.on(`plotly_${kind}click`, (/** @type {any} */ event) => this.clicked(event));
    plot.on("plotly_clickannotation", (/** @type {any} */ event) => this.tell(this.words?.[event.index]));
    plot.on("plotly_legendclick", (/** @type {any} */ event) => this.named(event));
    plot.on("plotly_selected", (/** @type {any} */ event) => event?.range && this.brushed(event.range.x));
    for (const kind of ["hover", "unhover"]) plot.on(`plotly_${kind}`, (/** @type {any} */ event) => (this.over = kind === "hover" && event));
    plot.addEventListener("contextmenu", (/** @type {Event} */ event) => this.over && (event.preventDefault(), this.clicked(this.over)));
    plot.addEventListener("click", () => this.tell(this.figure.drill?.whole));
    plot.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => (this.at = event), true); // not all events say where
    this.addEventListener("click", (event) => this.zoom(/** @type {HTMLElement} */ (event.target).closest("button")));
  }

  /** Of the marks under a click the nearest is meant. False keeps a treemap from going into its parts. @param {any} event */
  clicked(event) {
    const { marks } = this.figure.drill ?? {};
    const plot = /** @type {HTMLElement} */ (this.plot);
    const { left, top } = plot.getBoundingClientRect();
    const { clientX, clientY } = /** @type {PointerEvent} */ (this.at);
    const far = (/** @type {any[]} */ [one]) => away(one, clientX - left + plot.offsetLeft, clientY - top + plot.offsetTop);
    const found = event.points.map((/** @type {any} */ one) => [one, marks && cellOf(marks, one)]);
    const near = found.filter((/** @type {any[]} */ one) => (one[1] ?? "") !== "").sort((/** @type {any[]} */ one, /** @type {any[]} */ other) => far(one) - far(other));
    if (near.length) this.tell(near[0][1]);
    return !marks;
  }

  /** Of a legend the whole series is meant, where it is a value of a pivot. @param {any} event */
  named({ curveNumber }) {
    const cell = [this.figure.drill?.marks[curveNumber]].flat(3).find(Number.isInteger) ?? -1;
    const pivoted = this.closest("[data-crosses]") && (this.figure.drill?.columns.at(cell % this.figure.drill.columns.length)[1] ?? "[]") !== "[]";
    if (cell >= 0 && pivoted) this.tell(cell, { row: "{}" });
    return cell < 0 || !pivoted;
  }

  /** The marks at the ends of a stretch of the axis stand for it. @param {any[]} stretch */
  brushed(stretch) {
    const [{ d2l, r2l }, { marks, rows, columns }] = [/** @type {any} */ (this.plot)._fullLayout.xaxis, this.figure.drill];
    const [from, to] = stretch.map(r2l).sort((one, other) => one - other);
    const all = this.figure.data.flatMap((/** @type {any} */ { x = [] }, /** @type {number} */ curveNumber) => x.map((/** @type {any} */ at, /** @type {number} */ pointNumber) => [d2l(at), cellOf(marks, { curveNumber, pointNumber })]));
    const inside = all.filter(([at, cell]) => at >= from && at <= to && Number.isInteger(cell)).sort(([one], [other]) => one - other).map(([, cell]) => cell);
    if (inside.length) this.tell(inside[0], { until: rows[Math.floor(inside.at(-1) / columns.length)] });
    this.draw(); // without Plotly's own marks of it
  }

  /** What a cell of the answer is, or why a mark is none, for the menu. @param {any} cell @param {object} [more] */
  tell(cell, more) {
    const { rows, columns } = this.figure.drill ?? {};
    if (!rows || (cell ?? "") === "") return;
    const [field, pivot] = columns[cell % columns.length] ?? [];
    const told = field ? { field, row: rows[Math.floor(cell / columns.length)], pivot, ...more } : { why: cell };
    const box = new DOMRect(this.at?.clientX, this.at?.clientY, 1, 1);
    this.dispatchEvent(new CustomEvent("chart:mark", { bubbles: true, detail: { told, box, by: this.at } }));
  }

  /** Other settings for some traces, until there are others. @param {object[]} parts */
  choose(parts) {
    this.parts = parts;
    if (this.drawnWidth) this.draw();
  }

  /** A map goes nearer by its buttons, as by the wheel. @param {HTMLButtonElement | null} button */
  zoom(button) {
    if (!button?.dataset.zoom) return;
    const ground = /** @type {Element} */ (this.plot?.querySelector(".geolayer rect"));
    const { left, top, width, height } = ground.getBoundingClientRect();
    const [clientX, clientY, deltaY] = [left + width / 2, top + height / 2, Number(button.dataset.zoom)];
    ground.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, deltaY, ctrlKey: true, bubbles: true, cancelable: true }));
  }

  /** Words keep their room on a ground of another size. */
  fit(/** @type {any[]} */ notes, /** @type {number[]} */ [wide, high]) {
    const plot = /** @type {HTMLElement} */ (this.plot);
    const scale = Math.min(plot.clientWidth / wide, plot.clientHeight / high);
    for (const note of notes) note.font.size *= scale;
  }

  /** As many ticks as stand clear of their neighbours, names on up to three lines; the year on the first and on the first of each new year. */
  thin(/** @type {any} */ layout, /** @type {string[][]} */ ticks, /** @type {number | undefined} */ turned) {
    const slot = Math.max(/** @type {HTMLElement} */ (this.plot).clientWidth - layout.margin.l - layout.margin.r, 1) / ticks.length;
    const every = (/** @type {number} */ step) => ticks.filter((_, place) => place % step === 0).map(([at, brief, full], place, all) => [at, all[place - 1]?.[2].slice(-2) === full.slice(-2) ? brief : full]);
    const clear = (/** @type {number} */ step) => every(step).every(([, text], place, all) => !place || (turned ?? 10 + ((text.length + all[place - 1][1].length) * LETTER) / 2) <= step * slot);
    const lines = ticks.map(([, brief, full]) => brief === full && broken(full, Math.floor(slot / LETTER) - 1));
    const names = !turned && lines.every(Boolean) && !clear(1);
    const kept = every(names ? 1 : 1 + ticks.findIndex((_, place) => clear(place + 1)));
    Object.assign(layout.xaxis, { tickvals: kept.map(([at]) => at), ticktext: kept.map(([, text], place) => (names ? lines[place].join("<br>") : text)) });
    if (names) layout.margin.b += 13 * (Math.max(...lines.map((one) => one.length)) - 1);
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
      this.style.color = `var(${found[1]})`;
      this.colours.set(found[1], getComputedStyle(this).color);
      this.style.color = "";
    }
    const value = this.colours.get(found[1]);
    return found[2] ? value.replace(/rgb\((.*)\)/, `rgba($1, ${Number(found[2]) / 100})`) : value;
  }
}

customElements.define("plot-chart", PlotChart);
