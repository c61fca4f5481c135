// A stream of events that a page follows. Elements that fill themselves from one extend this: show(event) fills them, link is where the state of the stream stands.
const longestWait = 30_000;

export class LiveElement extends HTMLElement {
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
      this.#say('live');
    };
    this.#source.onmessage = event => this.show(JSON.parse(event.data));
    // A closed stream is opened again by ourselves, so that the wait grows and is spread over many pages.
    this.#source.onerror = () => {
      this.#source.close();
      this.#say('offline');
      const wait = Math.min(longestWait, 1000 * 2 ** this.#tries++);
      this.#timer = setTimeout(() => this.#connect(), wait * (0.75 + Math.random() / 2));
    };
  }

  #say(state) {
    this.link.dataset.state = state;
    this.link.textContent = this.getAttribute(`text-${state}`);
  }

  /** Puts a text where another stood, and lets it be seen that it changed. */
  put(slot, text) {
    if (slot.textContent === text) return;
    slot.textContent = text;
    slot.dataset.changed = '';
    slot.addEventListener('animationend', () => delete slot.dataset.changed, { once: true });
  }
}
