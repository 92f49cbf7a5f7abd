// Runs before the first paint so that a dark page never flashes light. src/ui/theme.ts takes over afterwards.
(function () {
  var root = document.documentElement;
  var saved = {};
  try {
    saved = JSON.parse(localStorage.getItem('roost.appearance') || '{}') || {};
  } catch {}
  var dark = saved.theme === 'dark' || (saved.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = saved.density === 'compact' ? 'compact' : 'comfortable';
  if (saved.textPx >= 14 && saved.textPx <= 20 && saved.textPx !== 16)
    root.style.fontSize = (saved.textPx / 16) * 100 + '%';
})();
