const key = 'roost.reloadedAt';
const notAgainWithinMs = 60_000;

/**
 * A new build of the client takes the files of the old one away; a page that still runs the old one then fails to fetch code
 * for the first time it is needed. Loading the page anew brings the new build; drafts and what waits to be sent are kept. Not
 * twice within a minute: a server without the file would have us turn in circles.
 */
export function reloadForNewBuild(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < notAgainWithinMs) return;
    event.preventDefault();
    sessionStorage.setItem(key, String(Date.now()));
    window.location.reload();
  });
}
