// <inbox-count src="/api/v1/inbox/live">: the number of unread reminders in the header, as it changes. The page is complete without it.
const longestWait = 60_000;

customElements.define('inbox-count', class extends HTMLElement {
  #source;
  #timer;
  #tries = 0;

  connectedCallback() {
    // Only the page that is looked at listens: a browser opens few connections to one server.
    document.addEventListener('visibilitychange', () => document.hidden ? this.#stop() : this.#start());
    if (!document.hidden) this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #start() {
    if (this.#source) return;
    this.#source = new EventSource(this.getAttribute('src'));
    this.#source.onopen = () => { this.#tries = 0; };
    this.#source.onmessage = event => this.#show(JSON.parse(event.data).unread);
    this.#source.onerror = () => {
      this.#stop();
      const wait = Math.min(longestWait, 1000 * 2 ** this.#tries++);
      this.#timer = setTimeout(() => document.hidden || this.#start(), wait * (0.75 + Math.random() / 2));
    };
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
  }

  #show(unread) {
    const count = this.querySelector('.inbox-count');
    count.hidden = unread === 0;
    count.textContent = unread > 99 ? '99+' : unread;
    this.querySelector('a').setAttribute('aria-label', unread === 0 ? '提醒' : `提醒，${unread} 条未读`);
  }
});
