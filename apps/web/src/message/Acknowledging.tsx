import { laterPart } from '../i18n/laterPart.tsx';
import type { AckBarProps } from './AckBar.tsx';

/** As high as that. */
export const AcknowledgingRoom = () => <div style={{ height: '36px' }} />;

/** What a message that asks for it is acknowledged with. Its room is kept while that is fetched. */
export const Acknowledging = laterPart<AckBarProps>(
  async () => (await import('./AckBar.tsx')).AckBar,
  <AcknowledgingRoom />,
);
