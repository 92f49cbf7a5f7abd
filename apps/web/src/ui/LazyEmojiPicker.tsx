import { Suspense } from 'react';
import type { EmojiPickerProps } from './EmojiPicker.tsx';
import { Spinner } from './Spinner.tsx';
import styles from './EmojiPicker.module.css';
import { lazyAgain } from './lazyAgain.tsx';

const Picker = lazyAgain(async () => (await import('./EmojiPicker.tsx')).EmojiPicker);

/** The emoji picker, fetched on first use; its place keeps the final size meanwhile. */
export function LazyEmojiPicker(props: EmojiPickerProps) {
  return (
    <Suspense
      fallback={
        <div className={styles.picker}>
          <span className={styles.message}>
            <Spinner label={props.labels.loading} />
          </span>
        </div>
      }
    >
      <Picker {...props} />
    </Suspense>
  );
}
