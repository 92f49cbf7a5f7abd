const key = 'roost.reloadedAt';
const notAgainWithinMs = 60_000;

/**
 * A new build of the client takes the files of the old one away; a page that still runs the old one then fails to fetch code
 * for the first time it is needed. Loading the page anew brings the new build; drafts and what waits to be sent are kept. Only
 * when the server has said that there is one: without a network a reload would leave nothing but the browser's own error. Not
 * twice within a minute: a server without the file would have us turn in circles.
 */
export function reloadForNewBuild(reload = () => window.location.reload()): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < notAgainWithinMs) return;
    void isReplaced().then((is) => {
      if (!is) return;
      sessionStorage.setItem(key, String(Date.now()));
      reload();
    });
  });
}

/** Whether the page that the server has now begins with other code than this one. */
async function isReplaced(): Promise<boolean> {
  const entry = document.querySelector<HTMLScriptElement>('script[type=module][src]')?.getAttribute('src');
  try {
    const page = await fetch('/', { cache: 'no-store' });
    return page.ok && entry != null && !(await page.text()).includes(entry);
  } catch {
    return false;
  }
}
