/** Those that the browser knows; UTC is not among them everywhere. */
export const TIME_ZONES: readonly string[] = ["UTC", ...Intl.supportedValuesOf("timeZone")];

export const LOCALES = ["en", "en-GB", "en-US", "en-IN", "da-DK", "de", "de-CH", "es", "es-419", "fi-FI", "fr", "hi-IN", "it", "ja-JP", "ko-KR", "nb-NO", "nl", "pl-PL", "pt-BR", "pt-PT", "sv-SE", "tr-TR", "uk-UA", "zh-Hans", "zh-Hant"] as const;

export const CURRENCIES = ["USD", "EUR", "GBP", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "HKD", "INR", "JPY", "KRW", "MXN", "NOK", "NZD", "PLN", "SEK", "SGD", "TRY", "UAH", "ZAR"] as const;

const named = (type: "language" | "currency", code: string) => {
  try {
    return new Intl.DisplayNames(undefined, { type }).of(code) ?? code;
  } catch {
    return code;
  }
};

export const nameOfLocale = (locale: string) => `${named("language", locale)} (${locale})`;
export const nameOfCurrency = (currency: string) => `${currency} · ${named("currency", currency)}`;

/** What is typed, as a short name can be. */
export const slugOf = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-").replaceAll(/-{2,}/g, "-");
