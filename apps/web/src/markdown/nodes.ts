/** What a message is made of after parsing: few kinds, all safe to show. Links carry only vetted addresses. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis' | 'strike'; children: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; href: string; children: Inline[]; bare: boolean }
  | { kind: 'break' }
  | { kind: 'user'; id: string }
  | { kind: 'channel'; id: string }
  | { kind: 'broadcast'; scope: Broadcast }
  | { kind: 'emoji'; name: string };

export type Broadcast = 'channel' | 'here';

export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; ordered: boolean; start: number; loose: boolean; items: ListItem[] }
  | { kind: 'code'; text: string; language: string | undefined }
  | { kind: 'table'; align: Align[]; header: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' };

export type ListItem = { checked: boolean | undefined; children: Block[] };
export type Align = 'left' | 'center' | 'right' | undefined;
