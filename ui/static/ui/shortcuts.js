// Keys of every page. A single letter never acts while someone types.
const LEADER_MS = 1200;
let leader = -LEADER_MS;

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function showShortcuts() {
  const dialog = document.getElementById("shortcuts");
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

/** @param {string} selector */
function press(selector) {
  const found = document.querySelector(selector);
  if (found instanceof HTMLElement) found.click();
  return found;
}

/** Esc closes an open chip and returns the focus to it. */
function closeDetails() {
  const open = document.activeElement?.closest("details[open].filter") ?? document.querySelector("details[open].filter");
  if (!(open instanceof HTMLDetailsElement)) return;
  open.open = false;
  open.querySelector("summary")?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return closeDetails();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.timeStamp - leader < LEADER_MS) {  // when it was pressed: a busy page hears of it later
    leader = -LEADER_MS;
    return press(`[data-go="${CSS.escape(event.key.toLowerCase())}"]`);
  }
  if (event.key === "g") leader = event.timeStamp;
  else if (event.key === "?") showShortcuts();
  else if (event.key === "r" || event.key === "R") press(event.shiftKey ? "[data-refresh]" : "[data-reload]") || location.reload();
  else if (event.key === "e") press("[data-edit]");
  else if (event.key === "/") {
    const box = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
    if (box) event.preventDefault();
    box?.focus();
  }
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-shortcuts]")) showShortcuts();
  for (const open of document.querySelectorAll("details[open].filter")) {
    if (open instanceof HTMLDetailsElement && !open.contains(target)) open.open = false;
  }
});
