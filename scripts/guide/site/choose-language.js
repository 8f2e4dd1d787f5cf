// The start page leads to the language of the browser; without scripts it offers both.
location.replace(navigator.language.toLowerCase().startsWith('zh') ? 'zh/index.html' : 'en/index.html');
