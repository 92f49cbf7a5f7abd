import type { CaretRect } from '../../ui/Suggestions.tsx';

const copied = [
  'boxSizing',
  'width',
  'borderTopWidth',
  'borderRightWidth',
  'borderBottomWidth',
  'borderLeftWidth',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'fontStyle',
  'fontVariant',
  'fontWeight',
  'fontSize',
  'lineHeight',
  'fontFamily',
  'letterSpacing',
  'textAlign',
  'textIndent',
  'textTransform',
  'wordSpacing',
  'tabSize',
  'direction',
] as const;

/** Where a character of a textarea stands in the viewport: browsers do not tell, so a hidden copy of the text is measured. */
export function caretRect(box: HTMLTextAreaElement, position: number): CaretRect {
  const mirror = document.createElement('div');
  const look = getComputedStyle(box);
  for (const name of copied) mirror.style[name] = look[name];
  Object.assign(mirror.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
    top: '0',
    left: '-9999px',
  });
  mirror.textContent = box.value.slice(0, position);
  const mark = document.createElement('span');
  mark.textContent = '​';
  mirror.append(mark);
  document.body.append(mirror);
  const rect = box.getBoundingClientRect();
  const top = rect.top + mark.offsetTop - box.scrollTop;
  const place = {
    left: rect.left + mark.offsetLeft - box.scrollLeft,
    top,
    bottom: top + Number.parseFloat(look.lineHeight),
  };
  mirror.remove();
  return place;
}
