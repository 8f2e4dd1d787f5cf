// What a page of the guide does: search, theme, navigation on narrow screens, enlarged images. A classic script, because
// browsers load modules from servers only.
{
  const find = (selector) => document.querySelector(selector);
  const root = document.documentElement;
  const { language, noResults } = document.body.dataset;

  find('.theme').addEventListener('click', () => {
    const isDark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
    try {
      localStorage.setItem('guide-theme', root.dataset.theme);
    } catch {
      // Without storage the choice holds for this page.
    }
  });

  const menu = find('.menu');
  menu.addEventListener('click', () => {
    const isOpen = root.classList.toggle('pages-open');
    menu.setAttribute('aria-expanded', String(isOpen));
  });

  const enlarged = find('.enlarged');
  for (const shot of document.querySelectorAll('.shot')) {
    shot.addEventListener('click', (event) => {
      event.preventDefault();
      const image = enlarged.querySelector('img');
      image.src = shot.href;
      image.alt = shot.querySelector('img').alt;
      enlarged.showModal();
    });
  }
  enlarged.addEventListener('click', () => enlarged.close());

  const input = find('.search input');
  const list = find('#results');
  const maxResults = 12;
  let indexLoad;
  let chosen = -1;

  const loadIndex = () => {
    indexLoad ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `../site/search-${language}.js`;
      script.addEventListener('load', () => resolve(globalThis.guideIndex));
      script.addEventListener('error', reject);
      document.head.append(script);
    });
    return indexLoad;
  };

  /** Sections that contain every word; a word in a heading counts more than one in the text. */
  const search = (index, query) => {
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const found = index.flatMap(([page, anchor, title, heading, text]) => {
      const places = [heading.toLowerCase(), title.toLowerCase(), text.toLowerCase()];
      const scores = words.map((word) => {
        const [inHeading, inTitle, inText] = places.map((place) => place.includes(word));
        const isWhole = places[0].split(/\s+/).includes(word);
        return inHeading || inTitle || inText ? (isWhole ? 5 : 0) + inHeading * 10 + inTitle * 5 + inText : -1;
      });
      if (scores.includes(-1)) return [];
      const score = scores.reduce((sum, each) => sum + each, 0);
      return [{ page, anchor, title, heading, text, score }];
    });
    // Equal scores keep the order of the guide.
    return found.sort((a, b) => b.score - a.score).slice(0, maxResults);
  };

  /** The words around the first hit, with the hit marked. */
  const excerpt = (text, query) => {
    const line = document.createElement('span');
    line.className = 'excerpt';
    const word = query.trim().split(/\s+/)[0];
    const at = text.toLowerCase().indexOf(word.toLowerCase());
    if (at < 0) {
      line.append(text.slice(0, 110));
      return line;
    }
    const from = Math.max(0, at - 40);
    const mark = document.createElement('mark');
    mark.append(text.slice(at, at + word.length));
    line.append(from > 0 ? '…' : '', text.slice(from, at), mark, text.slice(at + word.length, at + 90));
    return line;
  };

  const choose = (next) => {
    const options = [...list.querySelectorAll('[role=option]')];
    chosen = options.length === 0 ? -1 : (next + options.length) % options.length;
    for (const [at, option] of options.entries()) option.setAttribute('aria-selected', String(at === chosen));
    options[chosen]?.scrollIntoView({ block: 'nearest' });
    if (chosen < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', options[chosen].id);
  };

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    choose(-1);
  };

  const optionFor = (result, query, at) => {
    const item = document.createElement('li');
    item.id = `result-${at}`;
    item.role = 'option';
    const link = document.createElement('a');
    link.href = `${result.page}.html${result.anchor === '' ? '' : `#${result.anchor}`}`;
    link.tabIndex = -1;
    const name = document.createElement('strong');
    name.append(result.heading === result.title ? result.title : `${result.title} › ${result.heading}`);
    link.append(name, excerpt(result.text, query));
    item.append(link);
    return item;
  };

  const show = async () => {
    const query = input.value;
    const index = await loadIndex();
    // A newer input shows its own results.
    if (query !== input.value) return;
    if (query.trim() === '') {
      close();
      return;
    }
    const items = search(index, query).map((result, at) => optionFor(result, query, at));
    if (items.length === 0) {
      const none = document.createElement('li');
      none.className = 'none';
      none.append(noResults);
      items.push(none);
    }
    list.replaceChildren(...items);
    list.hidden = false;
    input.setAttribute('aria-expanded', 'true');
    choose(0);
  };

  input.addEventListener('focus', () => void loadIndex());
  input.addEventListener('input', () => void show());
  input.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) choose(chosen + step);
    else if (event.key === 'Enter') list.querySelector('[aria-selected=true] a')?.click();
    else if (event.key === 'Escape') {
      input.value = '';
      close();
    } else return;
    event.preventDefault();
  });
  // A link to a heading of this page leaves the page where it is.
  list.addEventListener('click', () => {
    input.value = '';
    close();
  });
  document.addEventListener('click', (event) => {
    if (!find('.search').contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, textarea');
    const isSlash = event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isFind = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
    if (!isSlash && !isFind) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}
