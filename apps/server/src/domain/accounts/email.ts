import { Email } from '@roost/protocol/schema';
import { Compile } from 'typebox/compile';
import { Reject } from '../../reject.ts';

const form = Compile(Email);

/** An e-mail address as it is stored and compared: one spelling for what people consider the same. */
export function normalEmail(typed: string, field = 'args.email'): string {
  const email = typed.normalize('NFKC').trim().toLowerCase();
  if (!form.Check(email)) throw new Reject('invalid', `${field} is not an e-mail address`, { field });
  return email;
}
