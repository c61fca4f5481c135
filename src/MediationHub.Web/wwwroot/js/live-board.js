// <live-board src="…/board/live">: follows a region's board. The first event brings every place, each later one what has changed.
import { LiveElement } from './live.js';

customElements.define('live-board', class extends LiveElement {
  get link() {
    return this.querySelector('[data-link]');
  }

  show({ slots, states }) {
    for (const [name, text] of Object.entries(slots))
      for (const slot of this.querySelectorAll(`[data-slot="${CSS.escape(name)}"]`)) this.put(slot, text);
    for (const [name, state] of Object.entries(states))
      for (const part of this.querySelectorAll(`[data-tone="${CSS.escape(name)}"]`)) part.dataset.state = state;
  }
});
