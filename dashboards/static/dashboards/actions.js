// Full screen, and parts of a dashboard that ask by themselves: what has data-every waits that many seconds, and is
// then told to ask ("again"), but not while nobody looks. What was swapped in waits anew; after a failure twice as long.
document.addEventListener("click", (event) => {
  const full = /** @type {Element} */ (event.target).closest?.("[data-full]")?.getAttribute("data-full");
  if (full) document.fullscreenElement ? document.exitFullscreen() : document.querySelector(full)?.requestFullscreen();
});
document.addEventListener("htmx:load", (/** @type {any} */ { target: root }) => {
  for (const one of [root, ...root.querySelectorAll("[data-every]")]) if (one.dataset.every) later(one, Number(one.dataset.every));
});
document.addEventListener("htmx:afterRequest", (/** @type {any} */ { detail: { elt, failed } }) => {
  if (failed && elt.dataset.every) later(elt, Math.min(2 * Number(elt.dataset.every), 3600));
});

/** @param {HTMLElement} one @param {number} seconds */
function later(one, seconds) {
  one.dataset.every = String(seconds);
  const ask = () => one.isConnected && /** @type {any} */ (window).htmx.trigger(one, "again");
  setTimeout(() => (document.hidden ? document.addEventListener("visibilitychange", ask, { once: true }) : ask()), seconds * 1000);
}
