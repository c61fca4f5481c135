// <auto-save src="/api/v1/me/drafts/{id}" kind subject version> inside a form: keeps what is typed on the server at every change.
// A lost line loses nothing: the page holds it and tries again. A blank erases only what the person emptied. Two windows on one
// draft are put together field by field; where both changed the same field, the person chooses.
const pause = 700;
const longestWait = 30_000;
const own = new Set(['_key', '_draftVersion', '_do']);

customElements.define('auto-save', class extends HTMLElement {
  #version = 0;
  #base = new Map();
  #touched = new Set();
  #shrunk = new Set();
  #conflicts = new Map();
  #timer;
  #tries = 0;
  #running = null;
  #again = false;
  #stopped = false;
  #applying = false;
  #failed = false;
  #listening = new AbortController();

  connectedCallback() {
    this.#version = Number(this.getAttribute('version'));
    const id = this.getAttribute('src').split('/').pop();
    // Reloaded in the middle: the draft that this page had begun is opened instead of a blank form.
    if (this.#version === 0 && location.pathname === '/cases/new' && location.search === '' && history.state?.draft) {
      location.replace(`/cases/new?draft=${history.state.draft}`);
      return;
    }
    const { signal } = this.#listening;
    const form = this.#form;
    form.addEventListener('input', event => this.#typed(event), { signal });
    form.addEventListener('change', event => this.#typed(event), { signal });
    form.addEventListener('click', event => this.#clicked(event), { signal });
    form.addEventListener('submit', () => this.#stop(), { signal });
    addEventListener('online', () => this.#soon(0), { signal });
    addEventListener('pageshow', event => { if (event.persisted) this.#stopped = false; }, { signal });
    addEventListener('pagehide', () => this.#leave(), { signal });
    addEventListener('beforeunload', event => { if (this.#failed && !this.#stopped) event.preventDefault(); }, { signal });
    this.dataset.draft = id;
    const [rendered, now] = [this.#fields(true), this.#fields()];
    if (this.#version > 0) this.#base = rendered;
    // What was typed before this element was there, or was put back by the browser after a reload, is kept, too.
    for (const path of new Set([...rendered.keys(), ...now.keys()])) if (!same(rendered.get(path), now.get(path))) this.#touched.add(path);
    if (this.#touched.size > 0) this.#soon(pause);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#listening.abort();
  }

  get #form() { return this.closest('form'); }

  /** What the form holds by field path; with asRendered, what the server had put there. Blank fields are left out. */
  #fields(asRendered = false) {
    const fields = new Map();
    for (const field of this.#form.elements) {
      const { name, type } = field;
      if (!name || field.disabled || name.startsWith('__') || own.has(name) || ['submit', 'button', 'file', 'password', 'fieldset'].includes(type)) continue;
      if (type === 'radio' || type === 'checkbox') {
        if (asRendered ? !field.defaultChecked : !field.checked) continue;
      }
      const value = field.localName === 'select'
        ? (asRendered ? [...field.options].find(option => option.defaultSelected)?.value ?? field.options[0]?.value : field.value) ?? ''
        : asRendered && type !== 'radio' && type !== 'checkbox' ? field.defaultValue : field.value;
      if (value.trim() === '') continue;
      fields.set(name, [...fields.get(name) ?? [], value]);
    }
    return fields;
  }

  #typed(event) {
    if (this.#applying || !event.target.name) return;
    if (event.target.type === 'file') {
      if (event.type === 'change') this.#send(event.target);
      return;
    }
    this.#touched.add(event.target.name);
    this.#soon(pause);
  }

  #clicked(event) {
    const button = event.target.closest('[data-remove]');
    if (button === null) return;
    // The row is gone by now and those behind it moved up: the list as a whole is what the page shows.
    const list = event.composedPath().find(node => node.localName === 'row-list')?.getAttribute('prefix') ?? this.#listOf(button);
    if (list) {
      this.#shrunk.add(list);
      this.#soon(pause);
    }
  }

  #listOf(button) {
    const name = button.closest('[data-row]')?.querySelector('[name]')?.name;
    return name?.replace(/\[\d+\][^[]*$/, '');
  }

  #soon(wait) {
    if (this.#stopped) return;
    if (wait > 0) this.#say('unsaved');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  #changes(now) {
    return [...new Set([...now.keys(), ...this.#base.keys()])].filter(path => !same(now.get(path), this.#base.get(path)));
  }

  #body(now) {
    const cleared = [...this.#touched].filter(path => this.#base.has(path) && !now.has(path) && !this.#conflicts.has(path));
    const fields = Object.fromEntries([...now].filter(([path]) => !this.#conflicts.has(path)));
    return JSON.stringify({ kind: this.getAttribute('kind'), subject: this.getAttribute('subject') || undefined, fields, cleared: [...cleared, ...this.#shrunk] });
  }

  async #save() {
    if (this.#stopped) return;
    if (this.#running !== null) {
      this.#again = true;
      return;
    }
    const now = this.#fields();
    const changed = this.#changes(now).filter(path => now.has(path) || this.#touched.has(path) || this.#shrunk.size > 0);
    if (changed.length === 0 && this.#shrunk.size === 0) {
      this.#say(this.#version > 0 ? 'saved' : '');
      return;
    }
    const [touched, shrunk] = [new Set(this.#touched), new Set(this.#shrunk)];
    this.#say('saving');
    this.#running = new AbortController();
    try {
      const answer = await fetch(this.getAttribute('src'), { method: 'PUT', headers: this.#headers(), body: this.#body(now), signal: this.#running.signal });
      this.#running = null;
      await this.#answered(answer, now, touched, shrunk);
    } catch {
      this.#running = null;
      if (!this.#stopped) this.#retry(navigator.onLine ? 'unreachable' : 'offline');
    }
    if (this.#again) {
      this.#again = false;
      this.#soon(pause);
    }
  }

  #headers() {
    return { 'Content-Type': 'application/json', 'If-Match': `"${this.#version}"`, 'X-Antiforgery': this.#form.elements['__RequestVerificationToken']?.value ?? '' };
  }

  async #answered(answer, now, touched, shrunk) {
    const body = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    if (answer.ok) {
      this.#tries = 0;
      this.#failed = false;
      const after = this.#fields();
      for (const path of touched) if (same(after.get(path), now.get(path))) this.#touched.delete(path);
      for (const list of shrunk) this.#shrunk.delete(list);
      this.#base = now;
      for (const [path, theirs] of this.#conflicts) this.#base.set(path, theirs);
      this.#stands(body.version);
      if (body.fields) this.#merge(body.fields);
      this.#say(this.#conflicts.size > 0 ? 'conflict' : 'saved');
      if (this.#changes(this.#fields()).some(path => this.#touched.has(path))) this.#soon(pause);
      return;
    }
    if (answer.status === 412 && body.conflict?.fields) {
      this.#merge(body.conflict.fields);
      this.#stands(body.conflict.currentVersion);
      this.#soon(0);
      return;
    }
    if (answer.status === 401) this.#retry('signed-out', 10_000);
    else if (answer.status >= 500) this.#retry('unreachable');
    else {
      this.#failed = true;
      this.#say('refused', body.detail);
    }
  }

  #stands(version) {
    this.#version = version;
    this.querySelector('[name="_draftVersion"]').value = version;
    if (location.pathname === '/cases/new' && location.search === '') history.replaceState({ draft: this.dataset.draft }, '');
  }

  // What the other window changed is taken over where this one did not change it.
  #merge(fields) {
    const theirs = new Map(Object.entries(fields));
    const mine = this.#fields();
    for (const path of new Set([...theirs.keys(), ...this.#base.keys()])) {
      const [before, there, here] = [this.#base.get(path), theirs.get(path), mine.get(path)];
      if (same(before, there) || same(here, there)) continue;
      if (same(here, before) || this.#hidden(path)) this.#put(path, there);
      else this.#conflicts.set(path, there ?? []);
    }
    this.#base = theirs;
    this.#showConflicts();
  }

  #hidden(path) {
    const [field] = this.#named(path);
    return field !== undefined && field.type === 'hidden';
  }

  #named(path) {
    return [...this.#form.elements].filter(field => field.name === path);
  }

  #put(path, values = []) {
    this.#applying = true;
    for (let tries = 0; this.#named(path).length === 0 && values.length > 0 && tries < 60; tries++) {
      const list = path.replace(/\[\d+\][^[]*$/, '');
      const add = this.#form.querySelector(`row-list[prefix="${CSS.escape(list)}"] > [data-add]`);
      if (add === null) break;
      add.click();
    }
    for (const field of this.#named(path)) {
      if (field.type === 'hidden') continue;
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value);
      else field.value = values[0] ?? '';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    this.#applying = false;
  }

  #showConflicts() {
    const place = this.querySelector('.draft-conflict');
    place.hidden = this.#conflicts.size === 0;
    place.replaceChildren(...[...this.#conflicts].map(([path, theirs]) => this.#choice(path, theirs)));
  }

  #choice(path, theirs) {
    const line = document.createElement('p');
    const [field] = this.#named(path);
    const label = field?.labels?.[0]?.firstChild?.textContent.trim() || '有一项';
    line.append(`“${label}”在另一窗口填为“${theirs.join('、') || '空白'}”。`);
    for (const [text, take] of [['采用另一窗口的', true], ['保留本页的', false]]) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button small';
      button.textContent = text;
      button.addEventListener('click', () => {
        this.#conflicts.delete(path);
        if (take) this.#put(path, theirs);
        else this.#touched.add(path);
        this.#showConflicts();
        this.#soon(0);
      });
      line.append(' ', button);
    }
    return line;
  }

  #retry(state, wait) {
    this.#failed = true;
    this.#say(state);
    const next = wait ?? Math.min(longestWait, 1000 * 2 ** this.#tries++);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), next);
  }

  #say(state, why) {
    const output = this.querySelector('output');
    const clock = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(11, 16);
    output.dataset.state = ['saved', ''].includes(state) ? state : ['offline', 'unreachable', 'signed-out', 'refused', 'conflict'].includes(state) ? 'failed' : 'pending';
    output.textContent = {
      '': '', saved: `已保存 ${clock}`, unsaved: '未保存', saving: '未保存，正在保存…', conflict: '未全部保存：另一窗口改了同一项，请选择',
      offline: '离线：内容保留在本页，恢复连接后自动保存', unreachable: '未保存：连接不上服务器，正在重试',
      'signed-out': '未保存：登录已过期，请在新窗口重新登录，本页随后自动保存', refused: `未保存：${why ?? '请稍后重试'}`,
    }[state];
  }

  // The form itself is being sent: it carries everything, and no save may come after it.
  #stop() {
    this.#stopped = true;
    this.#failed = false;
    clearTimeout(this.#timer);
    this.#running?.abort();
  }

  #leave() {
    if (this.#stopped) return;
    const now = this.#fields();
    if (this.#shrunk.size === 0 && !this.#changes(now).some(path => this.#touched.has(path))) return;
    fetch(this.getAttribute('src'), { method: 'PUT', headers: this.#headers(), body: this.#body(now), keepalive: true }).catch(() => {});
  }

  // A chosen file goes up at once and its number stays with the form.
  async #send(input) {
    const place = input.closest('.kept-file');
    if (place === null || input.files.length === 0) return;
    place.querySelector('[data-upload]')?.remove();
    for (const file of [...input.files]) {
      const form = new FormData();
      form.append('file', file);
      try {
        const answer = await fetch('/api/v1/files', { method: 'POST', headers: { 'X-Antiforgery': this.#headers()['X-Antiforgery'] }, body: form });
        const body = await answer.json();
        if (!answer.ok) {
          this.#note(place, Object.values(body.errors ?? {})[0]?.[0] ?? body.detail, 'field-error');
          return;
        }
        if (!input.multiple) for (const kept of place.querySelectorAll(':scope > .hint')) kept.remove();
        this.#keep(place, input.name, body.id, body.name);
      } catch {
        // It stays chosen and goes along when the form is sent.
        return;
      }
    }
    input.value = '';
    input.required = false;
    this.#soon(0);
  }

  #keep(place, name, id, fileName) {
    const note = document.createElement('p');
    note.className = 'hint';
    for (const [field, value] of [[name, id], [`_file:${id}`, fileName]]) {
      const hidden = document.createElement('input');
      [hidden.type, hidden.name, hidden.value] = ['hidden', field, value];
      note.append(hidden);
    }
    note.append(`已上传：${fileName}。`);
    place.append(note);
  }

  #note(place, text, className) {
    const note = document.createElement('p');
    note.className = className;
    note.dataset.upload = '';
    note.setAttribute('role', 'alert');
    note.textContent = text;
    place.append(note);
  }
});

function same(one = [], other = []) {
  const plain = text => text.replaceAll('\r\n', '\n').trim();
  return one.length === other.length && one.every((text, at) => plain(text) === plain(other[at]));
}
