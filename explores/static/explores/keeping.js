// Keeps and shares what the page shows: the sheet and its forms, links, folded panels, and the parts of the head that
// follow each result. The server says what there is; this carries it.

const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** The page's question as it stands on the screen, run or not. @returns {URLSearchParams} */
function state() {
  return /** @type {any} */ (document.querySelector("explore-page"))?.state ?? new URLSearchParams(location.search);
}

function token() {
  return document.querySelector("explore-result")?.getAttribute("data-token") ?? "";
}

/** One parameter of the address, which no run waits for. @param {string} name @param {string} value */
function note(name, value) {
  const here = new URLSearchParams(location.search);
  for (const each of [here, state()]) {
    if (value) each.set(name, value);
    else each.delete(name);
  }
  const text = here.toString().replaceAll("%2C", ",").replaceAll("%5B", "[").replaceAll("%5D", "]").replaceAll("%3A", ":");
  history.replaceState(history.state, "", `?${text}`);
}

class FreshParts extends HTMLElement {
  connectedCallback() {
    for (const part of this.querySelectorAll("template")) byId(part.dataset.for ?? "")?.replaceChildren(part.content.cloneNode(true));
  }
}

/** @param {HTMLElement} button */
async function openSheet(button) {
  const drawn = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a[data-run="vis"][aria-current]'));
  const kind = new URLSearchParams(drawn?.search).get("vis") ?? "";
  const about = { place: button.dataset.place ?? "", title: byId("title")?.textContent ?? "", kind };
  const response = await fetch(`${button.dataset.sheet}?${state()}&${new URLSearchParams(about)}`, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
  if (!response || response.redirected) return toast("The server did not answer. Try again.");
  byId("sheet").innerHTML = await response.text(); /** @type {any} */ (window).htmx.process(byId("sheet"));
  const sheet = /** @type {HTMLDialogElement} */ (byId("sheet"));
  if (!sheet.open) sheet.showModal();
}

/** @param {SubmitEvent} event */
async function send(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("[data-save-form]")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter);
  const response = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!response || response.redirected) return toast("The server did not answer. Nothing was saved; try again.");
  if (!response.ok && !/html/.test(response.headers.get("Content-Type") ?? "")) return toast("It could not be saved. Try again.");
  if (response.ok) done(await response.json());
  else byId("sheet").innerHTML = await response.text();
}

/** @param {{go?: string, said?: string, url?: string, look?: string}} saved */
function done(saved) {
  if (saved.go) return location.assign(saved.go);
  /** @type {HTMLDialogElement} */ (byId("sheet")).close();
  toast(saved.said ?? "Saved.", saved.url);
  if (!saved.look) return;
  state().set("look", saved.look);
  /** @type {any} */ (document.querySelector("explore-page"))?.run();
}

/** @param {string} address */
async function share(address) {
  const body = new URLSearchParams({ query: location.search, csrfmiddlewaretoken: token() });
  const response = await fetch(address, { method: "POST", body }).catch(() => null);
  if (!response?.ok) return toast("There is no short link to this. Copy the whole address instead.");
  const { url } = await response.json();
  try {
    await navigator.clipboard.writeText(url);
    toast("Short link copied. Whoever opens it sees it within their own rights.");
  } catch {
    toast(url);
  }
}

/** @param {HTMLElement} button */
function fold(button) {
  const name = button.dataset.fold ?? "";
  const panel = button.closest(".visualization, .data, .filter-bar");
  const folded = panel?.toggleAttribute("data-folded") ?? false;
  button.setAttribute("aria-expanded", String(!folded));
  const others = (state().get("toggle") ?? "").split(",").filter((each) => each && each !== name);
  note("toggle", [...others, ...(folded ? [name] : [])].join(","));
  window.dispatchEvent(new Event("resize"));
}

function closeMenus() {
  for (const menu of document.querySelectorAll(".menu-head:popover-open")) /** @type {HTMLElement} */ (menu).hidePopover();
}

document.addEventListener("submit", send);
document.addEventListener("keydown", (event) => {
  const sheet = /** @type {Element} */ (event.target).closest?.(".save-sheet");
  const form = [...(sheet?.querySelectorAll("[data-save-form]") ?? [])].find((one) => one.checkVisibility());
  if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  event.stopPropagation();
  /** @type {HTMLFormElement} */ (form).requestSubmit();
}, true);
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement | null} */ (target.closest("[data-sheet], [data-share], [data-fold], [data-toast], [data-refresh], [data-close-sheet]"));
  if (target.closest(".menu-head :is(a, button)")) closeMenus();
  if (!button) return;
  if (button.dataset.sheet) openSheet(button);
  if (button.dataset.share) share(button.dataset.share);
  if (button.dataset.fold) fold(button);
  if (button.dataset.toast) toast(button.dataset.toast);
  if (button.matches("[data-refresh]")) /** @type {any} */ (byId("result")).load();
  if (button.matches("[data-close-sheet]")) /** @type {HTMLDialogElement} */ (byId("sheet")).close();
});
customElements.define("fresh-parts", FreshParts);
