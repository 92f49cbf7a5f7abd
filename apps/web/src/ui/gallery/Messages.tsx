import { MentionPill } from '../../markdown/MentionPill.tsx';
import { MessageText, type MessageTextProps } from '../../markdown/MessageText.tsx';
import { Avatar } from '../Avatar.tsx';
import styles from './Gallery.module.css';
import { Section } from './Section.tsx';

const entities: Pick<MessageTextProps, 'renderUser' | 'renderChannel' | 'renderBroadcast' | 'labels'> = {
  renderUser: (id) => (
    <MentionPill me={id.endsWith('1')} onClick={() => {}}>
      {id.endsWith('1') ? '@Sofia' : '@ade'}
    </MentionPill>
  ),
  renderChannel: () => (
    <MentionPill plain href="#ops">
      #ops
    </MentionPill>
  ),
  renderBroadcast: (scope) => <MentionPill me>@{scope}</MentionPill>,
  labels: {
    copy: 'Copy',
    copied: 'Copied',
    code: 'Code',
    showAll: (lines) => `Show all ${lines} lines`,
    showLess: 'Show less',
  },
};
const user = 'U0123456789ABCDEF';
const samples = [
  `Nice and small. Shipping behind a flag, then **10 %** → *50 %* → ~~all~~. <@${user}> could you watch error rates on <#C0123456789ABCDE1>?\nSee https://git.harbor.dev/pulls/1284, or [the **plan**](https://harbor.dev/plan).`,
  `<@U0123456789ABCDE1> staging looks clean: \`p95\` is down from \`840 ms\` to \`212 ms\`. <!here> OK to start?`,
  "```ts\n// Gives up politely.\nexport async function drain(q: Queue, budget = 3) {\n  while (q.size > 0) {\n    const ok = await attempt(q, { jitter: 'full' });\n    if (!ok && --budget <= 0) break; // a very long line follows so that the box has to scroll sideways and does not wrap at all\n  }\n}\n```",
  '> Simple beats clever at 3 am.\n> > Said who?\n\n1. First\n2. Second\n   - nested\n   - again\n\n- [x] done\n- [ ] to do',
  '# Heading one\n## Heading two\n### Heading three\n#### not a heading\nText after. <img src=x onerror=alert(1)> and <b>no</b>.\n\n---\n\n| Metric | Before | After |\n|-|-:|-:|\n| p95 | 840 ms | **212 ms** |\n| errors | 1.2 % | 0.1 % |',
  ':tada: :rocket:',
  '🙌',
  'שלום עולם, זה טקסט מימין לשמאל עם `code` ו־https://example.org.',
  `\`\`\`sql\n${Array.from({ length: 40 }, (_, index) => `select ${index} from messages where id = '${index}';`).join('\n')}\n\`\`\``,
];

export function Messages() {
  return (
    <Section title="MessageText" wide>
      {samples.map((text, index) => (
        <div key={index} className={styles.message}>
          <Avatar id={`U${index * 7919}`} name={['Inès Laurent', 'Ade Okafor', 'Maya Chen'][index % 3]!} />
          <div>
            <div className={styles.name}>
              {['Inès Laurent', 'Ade Okafor', 'Maya Chen'][index % 3]}
              <time>09:3{index}</time>
            </div>
            <MessageText
              text={text}
              {...entities}
              suffix={index === 0 ? <small style={{ color: 'var(--text-3)' }}>(edited)</small> : undefined}
            />
          </div>
        </div>
      ))}
    </Section>
  );
}
