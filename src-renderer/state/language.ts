/** The languages of the page. */
export type Language = 'en' | 'zh';

/** The same words in every language. English is the model: a key that Chinese lacks does not compile. */
export type Messages<Words> = Readonly<Record<Language, Words>>;

export function defineMessages<Words>(en: Words, zh: NoInfer<Words>): Messages<Words> {
  return { en, zh };
}

/** Text that follows the language of the page: made when it is shown. */
export type Text = (language: Language) => string;
