import { Check, ChevronDown, ChevronUp, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCopy } from '../ui/useCopy.ts';
import type { CodePiece, highlight } from './highlight.ts';
import styles from './CodeBlock.module.css';

export type CodeLabels = {
  copy: string;
  copied: string;
  /** Names the scrolling box, and the block without a language: “Code”. */
  code: string;
  showAll: (lines: number) => string;
  showLess: string;
};

const linesShown = 24;
const mostLinesColoured = 200;

/** Fenced code: language, copy, no wrapping, long blocks folded. */
export function CodeBlock({
  text,
  language,
  labels,
}: {
  text: string;
  language: string | undefined;
  labels: CodeLabels;
}) {
  const [unfolded, setUnfolded] = useState(false);
  const { copied, copy } = useCopy(labels.copied);
  const lines = text.split('\n');
  const folds = lines.length > linesShown;
  const shown = folds && !unfolded ? lines.slice(0, linesShown).join('\n') : text;
  const pieces = useColours(shown, lines.length <= mostLinesColoured ? language : undefined);
  return (
    <div className={styles.block} dir="ltr">
      <div className={styles.top}>
        <span>{language ?? labels.code}</span>
        <button type="button" className={styles.button} onClick={() => copy(text)}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          {copied ? labels.copied : labels.copy}
        </button>
      </div>
      <pre
        className={styles.code}
        tabIndex={0}
        role="group"
        aria-label={language ? `${labels.code}, ${language}` : labels.code}
      >
        <code>
          {pieces.map((piece, index) =>
            piece.kind ? (
              <span key={index} className={styles[piece.kind]}>
                {piece.text}
              </span>
            ) : (
              piece.text
            ),
          )}
        </code>
      </pre>
      {folds && (
        <button type="button" className={styles.fold} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
          {unfolded ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          {unfolded ? labels.showLess : labels.showAll(lines.length)}
        </button>
      )}
    </div>
  );
}

type Colours = { highlight: typeof highlight };

let colours: Colours | undefined;

/** Plain at first; coloured, without any shift, once the colours have been fetched. Later blocks have them at once. */
function useColours(text: string, language: string | undefined): CodePiece[] {
  const [loaded, setLoaded] = useState(colours);
  useEffect(() => {
    if (loaded || !language) return;
    let mounted = true;
    const show = (module: Colours) => {
      colours = module;
      if (mounted) setLoaded(module);
    };
    // Offline it stays plain.
    import('./highlight.ts').then(show, () => {});
    return () => {
      mounted = false;
    };
  }, [loaded, language]);
  return loaded ? loaded.highlight(text, language) : [{ text, kind: undefined }];
}
