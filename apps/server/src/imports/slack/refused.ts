/** A terminal takes these for orders; names in an export are a stranger's. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** The export cannot be imported as it is. The message is for the person at the terminal; nothing has been changed. */
export class ImportRefused extends Error {
  constructor(message: string) {
    super(message.replace(CONTROLS, '?'));
    this.name = 'ImportRefused';
  }
}
