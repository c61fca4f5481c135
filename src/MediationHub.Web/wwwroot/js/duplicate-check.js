// <duplicate-check src>: asks, while the parties are typed, whether the same applicant already has a case against the same employer.
const stages = { registered: '已登记', consentPending: '征询中', accepted: '已受理', inMediation: '调解中', agreementDrafted: '拟协议', agreementEffective: '协议生效', closed: '已结案', notAccepted: '不予受理', archived: '已归档' };
const known = { inReview: '调解协议正在仲裁审查', confirmed: '已置换仲裁调解书', courtConfirmed: '调解协议已经司法确认', forCommission: '受仲裁委员会委托或者建议调解，正在办理', forCourt: '受人民法院委派或者委托调解，正在办理' };
const pause = 500;

customElements.define('duplicate-check', class extends HTMLElement {
  #timer;
  #asked = '';

  connectedCallback() {
    this.closest('form').addEventListener('input', event => {
      if (!/^(applicants|respondents)\[\d+\]\.(name|idNumber|creditCode|kind)$/.test(event.target.name ?? '')) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), pause);
    });
  }

  #side(list) {
    const parties = [];
    for (const field of this.closest('form').elements) {
      const [, at, part] = new RegExp(`^${list}\\[(\\d+)\\]\\.(name|idNumber|creditCode|kind)$`).exec(field.name ?? '') ?? [];
      if (at === undefined || (field.type === 'radio' && !field.checked) || field.value.trim() === '') continue;
      (parties[at] ??= {})[part] = field.value.trim();
    }
    return parties.filter(party => party?.kind && (party.name || party.idNumber || party.creditCode));
  }

  async #ask() {
    const question = JSON.stringify({ applicants: this.#side('applicants'), respondents: this.#side('respondents') });
    if (question === this.#asked || question.includes('":[]')) return;
    this.#asked = question;
    const token = this.closest('form').elements['__RequestVerificationToken']?.value ?? '';
    try {
      const answer = await fetch(this.getAttribute('src'), { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Antiforgery': token }, body: question });
      if (answer.ok) this.#show((await answer.json()).items);
    } catch {
      this.#asked = '';
    }
  }

  #show(items) {
    this.querySelector('.duplicates').hidden = items.length === 0;
    for (const group of this.querySelectorAll('[data-duplicates]')) {
      const own = items.filter(item => item.open === (group.dataset.duplicates === 'open'));
      group.hidden = own.length === 0;
      this.#list(group.querySelector('ul'), own);
    }
  }

  #list(list, items) {
    list.replaceChildren(...items.map(item => {
      const line = document.createElement('li');
      if (item.id) {
        const link = document.createElement('a');
        [link.href, link.target, link.textContent] = [`/cases/${item.id}`, '_blank', item.number];
        line.append(link, `，${stages[item.stage] ?? ''}，${item.receivedAt.slice(0, 10)} 收到${known[item.elsewhere] ? `，${known[item.elsewhere]}` : ''}`);
      } else {
        line.append(`${item.number}，由${item.mediators.length > 0 ? item.mediators.join('、') : '他人'}办理，请与其核对`);
      }
      return line;
    }));
  }
});
