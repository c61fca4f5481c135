// <import-progress src="/api/v1/imports/…">: how far an import is, asked once a second; when it comes to rest, the page shows the result.
customElements.define('import-progress', class extends HTMLElement {
  #timer;

  connectedCallback() {
    this.#timer = setInterval(() => this.#ask(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  async #ask() {
    let answer;
    try {
      answer = await fetch(this.getAttribute('src'));
    } catch {
      return;   // a lost line; asked again in a second
    }
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.state !== 'checking' && now.state !== 'running') {
      clearInterval(this.#timer);
      location.reload();
      return;
    }
    const bar = this.querySelector('progress');
    bar.max = Math.max(now.rows, 1);
    bar.value = now.done;
    for (const slot of this.querySelectorAll('[data-n]')) slot.textContent = now[slot.dataset.n].toLocaleString('zh-CN');
  }
});
