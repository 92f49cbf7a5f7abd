import { limits } from '@roost/protocol/limits';

/** The addresses in what somebody typed or pasted: one a line, or with commas, blanks and names around them. Each once. */
export function addressesIn(text: string): readonly string[] {
  const found = text.split(/[\s,;<>"]+/).filter((part) => part.includes('@'));
  return [...new Set(found.map((part) => part.toLowerCase()))];
}

/** Whether all of them look like addresses, and they are not too many. */
export function isSendable(emails: readonly string[]): boolean {
  const fits = (email: string) => /^[^@]+@[^@]+$/.test(email) && email.length <= limits.email;
  return emails.length > 0 && emails.length <= limits.invitedAtOnce && emails.every(fits);
}
