import { operations, type OperationName, type Value } from '@roost/protocol/registry';
import { Compile, type Validator } from 'typebox/compile';

/** To compile a schema takes ten milliseconds and more, and tests call an operation many times. */
const validators = new Map<OperationName, Validator>();

/** For tests: an answer that is as its schema says. Throws for any other. */
export function checkedAnswer<N extends OperationName>(name: N, answer: unknown): Value<N> {
  const validator = validators.get(name) ?? (Compile(operations[name].output) as unknown as Validator);
  validators.set(name, validator);
  if (!validator.Check(answer)) {
    throw new Error(`${name} answered what its schema does not allow: ${JSON.stringify(validator.Errors(answer))}`);
  }
  return answer as Value<N>;
}
