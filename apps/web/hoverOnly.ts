import type { CSSOptions } from 'vite';

type PostCss = Exclude<CSSOptions['postcss'], string | undefined>;
type Plugin = NonNullable<PostCss['plugins']>[number];

const media = '(hover: hover)';

/** Styles of `:hover` are for pointers that hover: after a tap they would stay until one taps elsewhere. */
export const hoverOnly: Plugin = {
  postcssPlugin: 'hover-only',
  Rule(rule, { AtRule }) {
    const { parent } = rule;
    if (
      !rule.selector.includes(':hover') ||
      (parent?.type === 'atrule' && 'params' in parent && parent.params === media)
    )
      return;
    const others = rule.selectors.filter((selector) => !selector.includes(':hover'));
    const guarded = new AtRule({ name: 'media', params: media });
    guarded.append(rule.clone({ selectors: rule.selectors.filter((selector) => selector.includes(':hover')) }));
    rule.after(guarded);
    if (others.length > 0) rule.selectors = others;
    else rule.remove();
  },
};
