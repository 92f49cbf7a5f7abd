import { laterPart } from '../i18n/laterPart.tsx';
import type { PollCardProps } from './PollCard.tsx';

/** The answers under a question. Their room is kept while what shows them is fetched. */
export const PollAnswers = laterPart<PollCardProps>(
  async () => (await import('./PollCard.tsx')).PollCard,
  ({ poll }) => <div style={{ height: `${poll.options.length * 40 + 52}px` }} />,
);
