// A note that goes by itself after six seconds; what needs an answer is not a toast.
const SECONDS = 6;

class ToastNote extends HTMLElement {
  connectedCallback() {
    this.timer = setTimeout(() => this.remove(), SECONDS * 1000);
    this.addEventListener("pointerenter", () => clearTimeout(this.timer));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("toast-note", ToastNote);
