// <live-board src="…/board/live">: follows a region's board. The first event brings every place, each later one what has changed.
const longestWait = 30_000;

customElements.define('live-board', class extends HTMLElement {
  #source;
  #timer;
  #tries = 0;

  connectedCallback() {
    this.#connect();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #connect() {
    this.#source = new EventSource(this.getAttribute('src'));
    this.#source.onopen = () => {
      this.#tries = 0;
      this.#link('live');
    };
    this.#source.onmessage = event => this.#show(JSON.parse(event.data));
    // A closed stream is opened again by ourselves, so that the wait grows and is spread over many pages.
    this.#source.onerror = () => {
      this.#source.close();
      this.#link('offline');
      const wait = Math.min(longestWait, 1000 * 2 ** this.#tries++);
      this.#timer = setTimeout(() => this.#connect(), wait * (0.75 + Math.random() / 2));
    };
  }

  #link(state) {
    const link = this.querySelector('[data-link]');
    link.dataset.state = state;
    link.textContent = this.getAttribute(`text-${state}`);
  }

  #show({ slots, states }) {
    for (const [name, text] of Object.entries(slots))
      for (const slot of this.querySelectorAll(`[data-slot="${CSS.escape(name)}"]`)) {
        if (slot.textContent === text) continue;
        slot.textContent = text;
        slot.dataset.changed = '';
        slot.addEventListener('animationend', () => delete slot.dataset.changed, { once: true });
      }
    for (const [name, state] of Object.entries(states))
      for (const part of this.querySelectorAll(`[data-tone="${CSS.escape(name)}"]`)) part.dataset.state = state;
  }
});
