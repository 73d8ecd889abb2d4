// A part that asked for itself and got no answer says so in its own place, and can ask again. A change that the server did
// not take is told in a toast: nothing is lost in silence.
/** @param {Event} event */
function failed(event) {
  const asker = /** @type {CustomEvent} */ (event).detail?.elt;
  const tile = asker instanceof Element ? (asker.closest(".tile") ?? asker.querySelector(".tile")) : null;
  const changes = /** @type {CustomEvent} */ (event).detail?.requestConfig?.verb !== "get";
  if (!tile && changes) return /** @type {any} */ (window).toast?.("The server did not take that. Try it again.");
  const template = document.getElementById("request-failed");
  if (!tile || !(template instanceof HTMLTemplateElement)) return;
  const body = tile.querySelector(".tile-body") ?? tile;
  const notice = /** @type {Element} */ (template.content.cloneNode(true));
  tile.classList.remove("loading");
  tile.removeAttribute("aria-busy");
  body.replaceChildren(notice);
  const retry = body.querySelector("[hx-get]");
  const address = asker.getAttribute("hx-get");
  if (!(retry instanceof HTMLElement) || !address) return;
  retry.removeAttribute("hx-get");
  const htmx = /** @type {any} */ (window).htmx;
  retry.addEventListener("click", () => htmx.ajax("GET", address, { source: asker, target: asker }));
}

document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
