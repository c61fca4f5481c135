// <live-rate src="…/success-rate/live">: follows an organization's rate. Each event's data is the JSON of the rate endpoint.
const longestWait = 30_000;

customElements.define('live-rate', class extends HTMLElement {
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
    const link = this.#slot('link');
    link.dataset.state = state;
    link.textContent = this.getAttribute(`text-${state}`);
  }

  #show(rate) {
    const counted = rate.denominator > 0;
    const state = !counted ? 'none' : rate.met ? 'met' : 'missed';
    const count = number => number.toLocaleString('zh-CN');
    this.querySelector('.rate').dataset.state = state;
    this.querySelector('[data-rate-arc]').setAttribute('stroke-dasharray', `${rate.rate ?? 0} 200`);
    this.querySelector('[data-rate-percent]').hidden = !counted;
    this.#put('rate', counted ? rate.rate.toFixed(2) : '—');
    for (const name of ['succeeded', 'partial', 'failed', 'denominator']) this.#put(name, count(rate[name]));
    for (const slot of this.querySelectorAll('[data-rate*="."]')) {
      const [part, name] = slot.dataset.rate.split('.');
      this.#put(slot.dataset.rate, count(rate[part][name]));
    }
    this.#put('verdict', this.getAttribute(`text-${state}`));
    this.#put('distance', !counted ? this.getAttribute('text-empty')
      : rate.met ? this.getAttribute('text-reached')
      : this.getAttribute('text-to-target').replace('{n}', count(rate.casesToTarget)));
    this.#put('definition', rate.definition.text);
    const at = this.#slot('asOf');
    at.dateTime = rate.asOf.at;
    at.textContent = inShanghai(rate.asOf.at);
  }

  #put(name, text) {
    const slot = this.#slot(name);
    if (slot.textContent === text) return;
    slot.textContent = text;
    slot.dataset.changed = '';
    slot.addEventListener('animationend', () => delete slot.dataset.changed, { once: true });
  }

  #slot(name) {
    return this.querySelector(`[data-rate="${name}"]`);
  }
});

function inShanghai(instant) {
  const shifted = new Date(new Date(instant).getTime() + 8 * 3_600_000);
  return shifted.toISOString().slice(0, 16).replace('T', ' ');
}
