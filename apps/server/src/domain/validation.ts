import { operations, type OperationName } from '@roost/protocol/registry';
import { Compile, type Validator } from 'typebox/compile';
import { Reject } from '../reject.ts';

type Fault = ReturnType<Validator['Errors']>[number];

const validators = new Map<OperationName, Validator>();

/** Refuses arguments that the operation's schema does not allow, naming the field: `args.text`, `args.users.0`. */
export function validate(name: OperationName, args: unknown): void {
  validateBy(validatorOf(name), args);
}

/** The same by a schema that belongs to no operation. */
export function validateBy(validator: Validator, args: unknown): void {
  if (validator.Check(args)) return;
  const faults = validator.Errors(args);
  const unknown = faults.find((fault) => fault.keyword === 'additionalProperties');
  if (unknown) refuseUnknown(unknown);
  const missing = faults.find((fault) => fault.keyword === 'required');
  if (missing) refuseMissing(missing);
  const fault = faults.find((each) => each.instancePath !== '') ?? faults[0];
  const field = fieldOf(fault?.instancePath ?? '');
  throw new Reject('invalid', `${field} ${inWords(fault)}`, { field });
}

function validatorOf(name: OperationName): Validator {
  let validator = validators.get(name);
  if (!validator) {
    validator = Compile(operations[name].input) as unknown as Validator;
    validators.set(name, validator);
  }
  return validator;
}

function refuseUnknown(fault: Fault): never {
  const [name] = (fault.params as { additionalProperties: string[] }).additionalProperties;
  const field = `${fieldOf(fault.instancePath)}.${name}`;
  throw new Reject('invalid', `${field} is not a field of this operation`, { field });
}

function refuseMissing(fault: Fault): never {
  const [name] = (fault.params as { requiredProperties: string[] }).requiredProperties;
  const field = `${fieldOf(fault.instancePath)}.${name}`;
  throw new Reject('invalid', `${field} is missing`, { field });
}

function inWords(fault: Fault | undefined): string {
  if (fault?.keyword === 'pattern' || fault?.keyword === 'anyOf') return 'does not have the right form';
  return fault?.message ?? 'is not valid';
}

function fieldOf(pointer: string): string {
  return `args${pointer.replaceAll('/', '.')}`;
}
