/** What the browser's tab says about what is waiting: the title's count and the icon's dot or number. Names may not be known yet. */
export function titleOf(place: string, workspace: string, mentions: number): string {
  const name = [place, workspace].filter(Boolean).join(' - ');
  return `${mentions > 0 ? `(${mentions}) ` : ''}${name || 'Roost'}`;
}

const size = 64;
let drawn = '';

/** Draws a number for mentions, a dot for anything unread, and the plain icon for nothing. */
export function markIcon(mentions: number, unread: boolean): void {
  const wanted = mentions > 0 ? String(Math.min(mentions, 99)) : unread ? '•' : '';
  if (wanted === drawn) return;
  drawn = wanted;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  if (wanted === '') {
    link.href = '/icon.svg';
    return;
  }
  const image = new Image();
  image.onload = () => {
    if (drawn === wanted) link.href = paint(image, wanted) ?? '/icon.svg';
  };
  image.src = '/icon.svg';
}

function paint(image: HTMLImageElement, text: string): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.drawImage(image, 0, 0, size, size);
  const ember = getComputedStyle(document.documentElement).getPropertyValue('--ember').trim() || 'orangered';
  const radius = text === '•' ? 13 : 21;
  pen.fillStyle = ember;
  pen.beginPath();
  pen.arc(size - radius, radius, radius, 0, Math.PI * 2);
  pen.fill();
  if (text !== '•') {
    pen.fillStyle = 'white';
    pen.font = `700 ${text.length > 1 ? 26 : 32}px system-ui, sans-serif`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.fillText(text, size - radius, radius + 2);
  }
  return canvas.toDataURL('image/png');
}
