// <inbox-count src="/api/v1/inbox/live">: the number of unread reminders in the header, as it changes. The page is complete without it.
import { LiveElement } from './live.js';

customElements.define('inbox-count', class extends LiveElement {
  show({ unread }) {
    const count = this.querySelector('.inbox-count');
    count.hidden = unread === 0;
    count.textContent = unread > 99 ? '99+' : unread;
    this.querySelector('a').setAttribute('aria-label', unread === 0 ? '提醒' : `提醒，${unread} 条未读`);
  }
});
