import { Email } from '@roost/protocol/schema';
import { Compile } from 'typebox/compile';
import { Reject } from '../../reject.ts';

const form = Compile(Email);
/** Controls, which the database may not take, and marks that nobody sees, with which two addresses look the same. */
const UNSEEN = /[\p{Cc}\p{Cf}]/u;

/** An e-mail address as it is stored and compared: one spelling for what people consider the same. */
export function normalEmail(typed: string, field = 'args.email'): string {
  const email = typed.normalize('NFKC').trim().toLowerCase();
  if (!form.Check(email) || UNSEEN.test(email))
    throw new Reject('invalid', `${field} is not an e-mail address`, { field });
  return email;
}
