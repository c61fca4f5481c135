// <photo-shrink data-shrunk="… {n} …">: photos chosen in its file inputs are made smaller before they are sent, on a slow line above all.
// A photo that cannot be read here is sent as it is; the server has the last word.
const longest = 2400, smallEnough = 1_500_000;

async function shrink(file) {
  if (!file.type.startsWith('image/') || (file.size < smallEnough && ['image/jpeg', 'image/png'].includes(file.type))) return file;
  try {
    const picture = await createImageBitmap(file);   // turned upright, as its Exif says
    const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    const paper = canvas.getContext('2d');
    paper.fillStyle = '#fff';
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', .85));
    const readable = ['image/jpeg', 'image/png'].includes(file.type);
    return blob === null || (readable && blob.size >= file.size) ? file : new File([blob], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg', lastModified: file.lastModified });
  } catch {
    return file;
  }
}

customElements.define('photo-shrink', class extends HTMLElement {
  #working = 0;

  connectedCallback() {
    this.addEventListener('change', this.#chosen);
    // A form that is sent while a photo is being made smaller waits for it.
    this.closest('form')?.addEventListener('submit', event => {
      if (this.#working > 0) event.preventDefault();
    }, { capture: true });
  }

  #chosen = async event => {
    const input = event.target;
    if (input.type !== 'file') return;
    const before = [...input.files];
    const button = this.closest('form')?.querySelector('button[type=submit]');
    this.#working++;
    if (button) button.disabled = true;
    const after = [];
    for (const file of before) after.push(await shrink(file));
    const made = after.filter((file, i) => file !== before[i]).length;
    if (made > 0) {
      const chosen = new DataTransfer();
      for (const file of after) chosen.items.add(file);
      input.files = chosen.files;
      const says = this.querySelector('[role=status]');
      says.textContent = this.dataset.shrunk.replace('{n}', made);
      says.hidden = false;
    }
    this.#working--;
    if (button && this.#working === 0) button.disabled = false;
  };
});
