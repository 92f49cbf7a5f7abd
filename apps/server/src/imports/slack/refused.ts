/** The export cannot be imported as it is. The message is for the person at the terminal; nothing has been changed. */
export class ImportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ImportRefused';
  }
}
