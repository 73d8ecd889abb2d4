// Nobody waits for the tiles of a page that is left or reloaded: the engine is told to stop what it still asks.
// All requests of the page carry one run; the server stops a run by its name.
let run = newRun();

function leave() {
  const stop = document.querySelector("[data-stop]")?.getAttribute("data-stop");
  if (!stop || !document.querySelector(".htmx-request")) return;
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}");
  fetch(stop, { method: "POST", headers, body: new URLSearchParams({ run }), keepalive: true }).catch(() => {});
  run = newRun(); // the browser may bring the page back, and a stopped run stays stopped
}

document.addEventListener("htmx:configRequest", (event) => {
  /** @type {CustomEvent} */ (event).detail.headers["X-Run"] = run;
});
window.addEventListener("pagehide", leave);
