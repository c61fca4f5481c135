// <signature-pad> around a file field: a sheet to sign on with finger, pen or mouse; what is drawn becomes the field's PNG.
// Without a pointer the file field itself takes a picture of the signature.
customElements.define('signature-pad', class extends HTMLElement {
  #canvas;
  #drawn = false;

  connectedCallback() {
    if (this.querySelector('canvas') !== null) return;
    const input = this.querySelector('input[type="file"]');
    this.#canvas = document.createElement('canvas');
    [this.#canvas.width, this.#canvas.height] = [900, 300];
    this.#canvas.setAttribute('role', 'img');
    this.#canvas.setAttribute('aria-label', '签名区：请用手指、笔或者鼠标签名');
    const keep = this.#button('确认签名', () => this.#keep(input));
    const again = this.#button('重写', () => this.#clear());
    const bar = document.createElement('div');
    bar.className = 'actions';
    bar.append(keep, again);
    const title = document.createElement('p');
    title.className = 'pad-title';
    title.textContent = '申请人在此签名';
    this.prepend(title, this.#canvas, bar);
    this.#clear();
    this.#canvas.addEventListener('pointerdown', this.#down);
  }

  #button(text, press) {
    const button = document.createElement('button');
    [button.type, button.className, button.textContent] = ['button', 'button small', text];
    button.addEventListener('click', press);
    return button;
  }

  #down = event => {
    event.preventDefault();
    const context = this.#canvas.getContext('2d');
    this.#canvas.setPointerCapture(event.pointerId);
    context.beginPath();
    context.moveTo(...this.#place(event));
    const move = moved => {
      context.lineTo(...this.#place(moved));
      context.stroke();
      this.#drawn = true;
    };
    const up = () => {
      this.#canvas.removeEventListener('pointermove', move);
      this.#canvas.removeEventListener('pointerup', up);
      this.#canvas.removeEventListener('pointercancel', up);
    };
    this.#canvas.addEventListener('pointermove', move);
    this.#canvas.addEventListener('pointerup', up);
    this.#canvas.addEventListener('pointercancel', up);
  };

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * this.#canvas.width / box.width, (event.clientY - box.top) * this.#canvas.height / box.height];
  }

  #clear() {
    const context = this.#canvas.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, this.#canvas.width, this.#canvas.height);
    [context.strokeStyle, context.lineWidth, context.lineCap, context.lineJoin] = ['#17262b', 5, 'round', 'round'];
    this.#drawn = false;
  }

  #keep(input) {
    if (!this.#drawn) return;
    this.#canvas.toBlob(blob => {
      const files = new DataTransfer();
      files.items.add(new File([blob], '签名.png', { type: 'image/png' }));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }, 'image/png');
  }
});
