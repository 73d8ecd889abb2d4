// A note that goes by itself after six seconds; what needs an answer is not a toast. Scripts of all pages say
// toast(words, url) for one, and newRun() for a name by which what they ask can be stopped.
const SECONDS = 6;

class ToastNote extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.remove(), SECONDS * 1000);
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
  }

  disconnectedCallback() { clearTimeout(this.timer); }
}

customElements.define("toast-note", ToastNote);

/** @param {string} words @param {string} [url] */
function toast(words, url) {
  const note = Object.assign(document.createElement("toast-note"), { className: "toast", textContent: words });
  if (url) note.append(Object.assign(document.createElement("a"), { href: url, textContent: "View" }));
  document.querySelector(".toasts")?.replaceChildren(note);
}

const newRun = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, "0")).join("");

Object.assign(window, { toast, newRun });
