/** Where progress is shown: a terminal, or anything that takes lines. */
export interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 28;

/**
 * Shows how far something is: on a terminal as one bar that moves, elsewhere as a line at every tenth. `clear` gives the line back
 * before something else is said.
 */
export class Progress {
  readonly #screen: Screen;
  #shown = '';

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  show(what: string, done: number, of: number): void {
    const share = of === 0 ? 1 : done / of;
    const percent = `${Math.floor(share * 100)} %`;
    if (!this.#screen.isTTY) return this.#line(`${what} ${Math.floor(share * 10) * 10} %`);
    const filled = Math.floor(share * WIDTH);
    this.#draw(`${what} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${percent.padStart(5)}  ${done}/${of}`);
  }

  clear(): void {
    if (this.#screen.isTTY && this.#shown) this.#screen.write('\r\u001b[2K');
    this.#shown = '';
  }

  #draw(text: string): void {
    if (text === this.#shown) return;
    this.#screen.write(`\r\u001b[2K${text}`);
    this.#shown = text;
  }

  #line(text: string): void {
    if (text === this.#shown) return;
    this.#screen.write(`${text}\n`);
    this.#shown = text;
  }
}
