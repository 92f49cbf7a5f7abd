import { channelMention, hereMention } from '@roost/protocol/text';

// In the composer people see `@handle`, `#channel`, `@channel` and `@here`; what is sent and stored carries ids. Both directions leave
// code (spans and fences) alone, so that a decorator or an e-mail in code stays what it is.

/** Finds who or what a name means; null when it means nothing. */
export interface Names {
  /** A person or a group. */
  userByHandle(handle: string): string | null;
  channelByName(name: string): string | null;
  handleOf(user: string): string | null;
  nameOf(channel: string): string | null;
}

const codePattern = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/g;
const namePattern = /(^|[\s([{"'“‘>*_~])([@#])([\p{L}\p{M}\p{N}._-]{1,80})/gu;
const idPattern = /<([@#])([UCDH][0-9A-HJKMNP-TV-Z]{16})>|<!(channel|here)>/g;

/** The text as it is sent: names that mean somebody become ids, everything else stays. */
export function toIds(text: string, names: Names): string {
  return outsideCode(text, (part) =>
    part.replace(namePattern, (whole, before: string, sign: string, name: string) => {
      // A full stop or dash at the end is punctuation unless a name really has it.
      for (let length = name.length; length > 0; length--) {
        const token = tokenFor(sign, name.slice(0, length), names);
        if (token) return before + token + name.slice(length);
        if (!/[._-]/.test(name[length - 1]!)) break;
      }
      return whole;
    }),
  );
}

/** The text as it is edited: ids become the names that people type. */
export function fromIds(text: string, names: Names): string {
  return outsideCode(text, (part) =>
    part.replace(idPattern, (whole, sign?: string, id?: string, scope?: string) => {
      if (scope) return `@${scope}`;
      const name = sign === '@' ? names.handleOf(id!) : names.nameOf(id!);
      return name === null ? whole : sign! + name;
    }),
  );
}

/** Elsewhere some say `@everyone` for all of a channel. */
const broadcasts: Readonly<Record<string, string | undefined>> = {
  channel: channelMention,
  everyone: channelMention,
  here: hereMention,
};

function tokenFor(sign: string, name: string, names: Names): string | null {
  if (sign === '@') {
    const whole = broadcasts[name.toLowerCase()];
    if (whole) return whole;
    const user = names.userByHandle(name.toLowerCase());
    return user && `<@${user}>`;
  }
  const channel = names.channelByName(name.toLowerCase());
  return channel && `<#${channel}>`;
}

function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(codePattern)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
