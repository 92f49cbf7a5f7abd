import { Hash, WifiOff, X } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../Banner.tsx';
import { Button } from '../Button.tsx';
import { EmptyState } from '../EmptyState.tsx';
import { ErrorBoundary } from '../ErrorBoundary.tsx';
import { IconButton } from '../IconButton.tsx';
import { Divider, Panel } from '../Pane.tsx';
import { SkeletonRows } from '../Skeleton.tsx';
import { Tabs } from '../Tabs.tsx';
import styles from './Gallery.module.css';
import { Section } from './Section.tsx';

export function States() {
  const [tab, setTab] = useState('messages');
  return (
    <>
      <Section title="Banner">
        <Banner tone="warn" icon={<WifiOff />} action={{ label: 'Retry (8 s)', onAction: () => {} }}>
          Offline · 1 message waiting
        </Banner>
        <Banner
          tone="info"
          action={{ label: 'Reload', onAction: () => {} }}
          end={<IconButton size="sm" label="Close" icon={<X />} />}
        >
          Update ready
        </Banner>
        <Banner tone="danger">Your session has ended.</Banner>
        <Banner tone="ok">Back online</Banner>
      </Section>
      <Section title="Tabs, Divider, Panel">
        <Tabs
          label="Results"
          value={tab}
          onChange={setTab}
          items={[
            { id: 'messages', label: 'Messages', count: 12 },
            { id: 'files', label: 'Files', count: 3 },
            { id: 'people', label: 'People' },
          ]}
        >
          <p style={{ paddingTop: 12 }}>The {tab}.</p>
        </Tabs>
        <Divider>6 replies</Divider>
        <Divider tone="new">New</Divider>
        <Divider />
        <Panel title="Sessions">Two machines are signed in.</Panel>
      </Section>
      <Absences />
    </>
  );
}

function Absences() {
  return (
    <>
      <Section title="SkeletonRows">
        <div className={styles.frame}>
          <div style={{ flex: 1 }}>
            <SkeletonRows label="Loading messages" rows={4} />
          </div>
        </div>
      </Section>
      <Section title="EmptyState">
        <div className={styles.frame}>
          <EmptyState
            icon={<Hash />}
            title="This is the start of #ops"
            action={<Button variant="primary">Add a topic</Button>}
          >
            Everything about servers that wake people up.
          </EmptyState>
        </div>
      </Section>
      <Section title="ErrorBoundary">
        <div className={styles.frame}>
          <ErrorBoundary title="This pane has a fault." reloadLabel="Reload" copyLabel="Copy details">
            <Bomb />
          </ErrorBoundary>
        </div>
      </Section>
    </>
  );
}

function Bomb(): never {
  throw new Error('a fault, on purpose');
}
