// Before the page is drawn: the theme that the reader chose, and that scripts run.
{
  const root = document.documentElement;
  root.classList.add('js');
  const theme = (() => {
    try {
      return localStorage.getItem('guide-theme');
    } catch {
      // A page that is opened from a disk may have no storage.
      return undefined;
    }
  })();
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
}
