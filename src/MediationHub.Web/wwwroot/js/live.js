// A stream of events that a page follows. Elements that fill themselves from one extend this: show(event) fills them, link is where the state of the stream stands, if anywhere.
const longestWait = 30_000;

export class LiveElement extends HTMLElement {
  #source;
  #timer;
  #tries = 0;

  get link() {
    return null;
  }

  connectedCallback() {
    document.addEventListener('visibilitychange', this.#look);
    this.#look();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#look);
    this.#stop();
  }

  // Only the page that is looked at listens: a browser opens few connections to one server. Its first event says all that was missed.
  #look = () => document.hidden ? this.#stop() : this.#start();

  #start() {
    if (this.#source) return;
    this.#source = new EventSource(this.getAttribute('src'));
    this.#source.onopen = () => {
      this.#tries = 0;
      this.#say('live');
    };
    this.#source.onmessage = event => this.show(JSON.parse(event.data));
    // A closed stream is opened again by ourselves, so that the wait grows and is spread over many pages.
    this.#source.onerror = () => {
      this.#stop();
      this.#say('offline');
      const wait = Math.min(longestWait, 1000 * 2 ** this.#tries++);
      this.#timer = setTimeout(this.#look, wait * (0.75 + Math.random() / 2));
    };
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #say(state) {
    if (this.link === null) return;
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
