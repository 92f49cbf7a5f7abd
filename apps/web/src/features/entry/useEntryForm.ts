import { useState } from 'react';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { toReject, type Reject } from '../../sync/reject.ts';

/** What connects a text field with its form. */
export interface FieldWiring {
  name: string;
  value: string;
  error: string | undefined;
  onChange: (event: { target: { value: string } }) => void;
}

type Errors<Name extends string> = Partial<Record<Name, string>>;

/**
 * The state of a form: what was typed, what is wrong with it, whether it is on its way. Complaints come at the first
 * attempt to send and go as soon as the field is changed.
 */
export function useEntryForm<Name extends string>(options: {
  fields: Record<Name, string>;
  check: (values: Record<Name, string>) => Errors<Name>;
  send: (values: Record<Name, string>) => Promise<unknown>;
  /** Puts a refusal under a field, or words it anew. Null: say what the server said. */
  explain?: (reject: Reject) => Errors<Name> | string | null;
}) {
  const toText = useRejectText();
  const [values, setValues] = useState(options.fields);
  const [errors, setErrors] = useState<Errors<Name>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [invalid, setInvalid] = useState(0);

  const complain = (found: Errors<Name>) => {
    setErrors(found);
    setInvalid((times) => times + 1);
  };
  const refuse = (error: unknown) => {
    const reject = toReject(error);
    const said = reject && options.explain?.(reject);
    if (said && typeof said === 'object') complain(said);
    else setProblem(said || toText(error));
  };
  const submit = async () => {
    if (busy) return;
    setProblem(null);
    const found = options.check(values);
    if (Object.values(found).some(Boolean)) return complain(found);
    setBusy(true);
    try {
      await options.send(values);
    } catch (error) {
      refuse(error);
      setBusy(false);
    }
  };
  const field = (name: Name): FieldWiring => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event) => {
      setValues((now) => ({ ...now, [name]: event.target.value }));
      setErrors((now) => ({ ...now, [name]: undefined }));
    },
  });
  return { values, field, problem, busy, invalid, submit: () => void submit() };
}
