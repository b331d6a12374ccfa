// Charts as pictures: what is seen, with its colours written into it, drawn on a canvas.
const drawn = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'direction', 'transform', 'transform-box', 'transform-origin', 'paint-order'];

const standalone = svg => {
  const copy = svg.cloneNode(true);
  const [from, to] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  from.forEach((element, at) => {
    const seen = getComputedStyle(element);
    drawn.forEach(name => to[at].style.setProperty(name, seen.getPropertyValue(name)));
  });
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', width);
  copy.setAttribute('height', height);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
};

const save = async id => {
  const svgs = [...document.querySelectorAll(`[data-chart="${id}"] svg`)];
  const svg = svgs.sort((a, b) => b.getBoundingClientRect().width - a.getBoundingClientRect().width)[0];
  const { text, width, height } = standalone(svg);
  const tile = document.getElementById(id);
  const look = getComputedStyle(tile);
  const lines = [tile.querySelector('h2').innerText, tile.querySelector('.basis').innerText.replace(/\s+/g, ' ')];
  const [scale, top, bottom] = [2, 44, 30];
  const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: (height + top + bottom) * scale });
  const ink = canvas.getContext('2d');
  ink.scale(scale, scale);
  ink.fillStyle = look.backgroundColor;
  ink.fillRect(0, 0, width, height + top + bottom);
  const picture = new Image();
  picture.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
  await picture.decode();
  ink.drawImage(picture, 0, top);
  const rtl = document.documentElement.dir === 'rtl';
  Object.assign(ink, { fillStyle: look.color, direction: rtl ? 'rtl' : 'ltr', textAlign: 'start', font: `600 18px ${look.fontFamily}` });
  ink.fillText(lines[0], rtl ? width - 12 : 12, 28);
  ink.font = `13px ${look.fontFamily}`;
  ink.fillText(lines[1], rtl ? width - 12 : 12, height + top + 16);
  canvas.toBlob(blob => {
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: id + '.png' });
    link.click();
    URL.revokeObjectURL(link.href);
  });
};

document.addEventListener('click', event => {
  const button = event.target.closest('[data-png]');
  if (button) save(button.dataset.png);
});

const show = () => document.querySelectorAll('[data-png]').forEach(button => { button.hidden = false; });

// A refresh brings the page as the server has it: what somebody has unfolded stays so.
const unfolded = new Set();
const nameOf = details => `${details.closest('.tile')?.id} ${details.className}`;
document.addEventListener('toggle', ({ target }) => target.open ? unfolded.add(nameOf(target)) : unfolded.delete(nameOf(target)), true);
const refreshed = () => {
  show();
  document.querySelectorAll('details').forEach(details => { details.open = unfolded.has(nameOf(details)); });
};

// Not before the circuit that asks for it has its answer: its component may be exchanged as well.
window.askAgain = () => { setTimeout(() => Blazor.navigateTo(location.href, { replaceHistoryEntry: true })); };

// A moment of the past, and what would have been, are folded anew from the log: whoever waits for it sees that it goes on, and for how long.
let ticking;
const wait = () => {
  const [busy, began] = [document.getElementById('busy'), Date.now()];
  clearInterval(ticking);
  ticking = setInterval(() => {
    busy.hidden = false;
    busy.querySelector('[data-seconds]').textContent = Math.round((Date.now() - began) / 1000);
  }, 500);
};
document.addEventListener('submit', ({ target }) => {
  if (target.matches('.draft, .fields') || target.elements.at?.value) wait();
});
document.addEventListener('click', event => {
  const link = event.target.closest('a[href*="at="]:not([download])');
  if (link && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) wait();
});
addEventListener('pageshow', () => {
  clearInterval(ticking);
  document.getElementById('busy').hidden = true;
});

show();
Blazor.addEventListener('enhancedload', refreshed);
