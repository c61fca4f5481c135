// <live-rate src="…/success-rate/live">: follows an organization's rate. Each event's data is the JSON of the rate endpoint.
import { LiveElement } from './live.js';

customElements.define('live-rate', class extends LiveElement {
  get link() {
    return this.#slot('link');
  }

  show(rate) {
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
    this.put(this.#slot(name), text);
  }

  #slot(name) {
    return this.querySelector(`[data-rate="${name}"]`);
  }
});

function inShanghai(instant) {
  const shifted = new Date(new Date(instant).getTime() + 8 * 3_600_000);
  return shifted.toISOString().slice(0, 16).replace('T', ' ');
}
